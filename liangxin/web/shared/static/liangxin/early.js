// Before the first paint: the theme follows the system until a person has chosen one; marks that scripts run.
(function () {
  var root = document.documentElement, dark = matchMedia('(prefers-color-scheme: dark)');
  root.classList.add('js');
  var paint = function () {
    if (!root.hasAttribute('data-lx-theme-chosen')) root.dataset.bsTheme = dark.matches ? 'dark' : 'light';
  };
  paint();
  dark.addEventListener('change', paint);
  window.lxPaint = paint;
})();
