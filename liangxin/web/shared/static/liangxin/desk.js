// The desk: rows ticked together, search (Ctrl/⌘ K), pickers, trees. Hooked by data-lx-… attributes only.
(function () {
  'use strict';
  var lx = window.lx;

  // ── ticked rows ──
  var bulk = function () {
    lx.all('[data-lx-bulk]').forEach(function (bar) {
      var table = document.getElementById(bar.dataset.lxBulk);
      if (!table) return;
      var boxes = lx.all('tbody .ck input', table), n = 0;
      boxes.forEach(function (box) { box.closest('tr').classList.toggle('sel', box.checked); if (box.checked) n++; });
      var whole = bar.querySelector('[data-lx-whole]');
      if (whole && n < boxes.length) { whole.querySelector('input').checked = false; }
      if (whole) whole.hidden = n === 0 || n < boxes.length;
      bar.hidden = n === 0;
      bar.querySelector('[data-lx-count]').textContent = whole && whole.querySelector('input').checked ? whole.dataset.lxWhole : n;
      var head = table.querySelector('thead .ck input');
      if (head) { head.checked = n > 0 && n === boxes.length; head.indeterminate = n > 0 && n < boxes.length; }
    });
  };
  var lastBox = null;
  document.addEventListener('click', function (event) {
    var box = event.target;
    if (!box.matches('tbody .ck input')) return;
    if (event.shiftKey && lastBox && lastBox !== box && lastBox.closest('table') === box.closest('table')) {
      var boxes = lx.all('tbody .ck input', box.closest('table')), a = boxes.indexOf(lastBox), b = boxes.indexOf(box);
      boxes.slice(Math.min(a, b), Math.max(a, b) + 1).forEach(function (one) { one.checked = box.checked; });
    }
    lastBox = box;
    bulk();
  });
  document.addEventListener('change', function (event) {
    if (event.target.matches('thead .ck input')) { lx.all('tbody .ck input', event.target.closest('table')).forEach(function (box) { box.checked = event.target.checked; }); bulk(); }
    else if (event.target.closest('[data-lx-whole]') || event.target.matches('tbody .ck input')) bulk();
  });
  document.addEventListener('click', function (event) {
    if (!event.target.closest('[data-lx-untick]')) return;
    lx.all('.ck input').forEach(function (box) { box.checked = false; });
    bulk();
  });
  document.addEventListener('DOMContentLoaded', bulk);
  document.addEventListener('htmx:afterSettle', bulk);

  // ── filters: a chip opens the panel at its own field ──
  document.addEventListener('click', function (event) {
    var chip = event.target.closest('[data-lx-filter]');
    if (!chip) return;
    var field = document.getElementById(chip.dataset.lxFilter), pop = field && field.closest('details');
    if (!pop) return;
    event.preventDefault();
    event.stopPropagation();
    setTimeout(function () { pop.open = true; setTimeout(function () { var el = field.matches('input, select') ? field : field.querySelector('input, select'); if (el) { el.focus(); el.scrollIntoView({block: 'nearest'}); } }, 30); }, 0);
  });

  // ── search from anywhere ──
  var palette = function () { return document.getElementById('palette'); };
  var open = function () {
    var dialog = palette(), input = document.getElementById('palette-q');
    if (!dialog || dialog.open) return;
    lx.all('details[data-lx-pop][open]').forEach(function (pop) { pop.open = false; });
    dialog.showModal();
    input.value = '';
    input.focus();
    window.htmx.trigger(input, 'lx:open');
  };
  var rows = function () { return lx.all('#palette-list [role=option]'); };
  var pick = function (at) {
    var all = rows(), input = document.getElementById('palette-q');
    all.forEach(function (row, i) { row.setAttribute('aria-selected', String(i === at)); });
    if (all[at]) { input.setAttribute('aria-activedescendant', all[at].id); all[at].scrollIntoView({block: 'nearest'}); } else input.removeAttribute('aria-activedescendant');
  };
  document.addEventListener('click', function (event) { if (event.target.closest('[data-lx-palette]')) { event.preventDefault(); open(); } });
  document.addEventListener('keydown', function (event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') { event.preventDefault(); open(); return; }
    if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.target.closest('input, textarea, select, dialog[open], [contenteditable]')) { event.preventDefault(); open(); return; }
    if (event.target.id !== 'palette-q' || event.isComposing) return;
    var all = rows(), at = all.findIndex(function (row) { return row.getAttribute('aria-selected') === 'true'; });
    if (event.key === 'ArrowDown') { event.preventDefault(); pick((at + 1) % all.length); }
    else if (event.key === 'ArrowUp') { event.preventDefault(); pick((at - 1 + all.length) % all.length); }
    else if (event.key === 'Enter' && all[at]) { event.preventDefault(); all[at].click(); }
  });
  document.addEventListener('htmx:afterSwap', function (event) { if (event.target.id === 'palette-list') pick(0); });

  // ── pickers: search a node by name, pinyin, initials or code ──
  var fetchOptions = function (picker, text) {
    var input = picker.querySelector('[role=combobox]'), list = picker.querySelector('[role=listbox]');
    var asked = picker.lxAsked = (picker.lxAsked || 0) + 1;
    fetch(picker.dataset.lxPicker + (picker.dataset.lxPicker.indexOf('?') < 0 ? '?' : '&') + 'q=' + encodeURIComponent(text) + '&list=' + list.id, {headers: {'HX-Request': 'true'}, credentials: 'same-origin'})
      .then(function (answer) { return answer.ok ? answer.text() : ''; })
      .then(function (html) {
        if (asked !== picker.lxAsked || document.activeElement !== input) return;
        list.innerHTML = html;
        list.hidden = false;
        input.setAttribute('aria-expanded', 'true');
        mark(picker, text ? 0 : -1);
      });
  };
  var options = function (picker) { return lx.all('[role=option]', picker); };
  var mark = function (picker, at) {
    var input = picker.querySelector('[role=combobox]');
    options(picker).forEach(function (option, i) { option.setAttribute('aria-selected', String(i === at)); if (i === at) { input.setAttribute('aria-activedescendant', option.id); option.scrollIntoView({block: 'nearest'}); } });
    if (at < 0) input.removeAttribute('aria-activedescendant');
  };
  var hide = function (picker) { picker.querySelector('[role=listbox]').hidden = true; picker.querySelector('[role=combobox]').setAttribute('aria-expanded', 'false'); };
  var choose = function (picker, option) {
    var hidden = picker.querySelector('input[type=hidden]'), input = picker.querySelector('[role=combobox]');
    hidden.value = option.dataset.lxValue;
    input.value = option.dataset.lxLabel;
    picker.classList.add('chosen');
    hide(picker);
    hidden.dispatchEvent(new Event('change', {bubbles: true}));
  };
  document.addEventListener('input', function (event) {
    var picker = event.target.closest('[data-lx-picker]');
    if (!picker || !event.target.matches('[role=combobox]')) return;
    picker.querySelector('input[type=hidden]').value = '';
    picker.classList.remove('chosen');
    clearTimeout(picker.lxTimer);
    picker.lxTimer = setTimeout(function () { fetchOptions(picker, event.target.value.trim()); }, 150);
  });
  document.addEventListener('focusin', function (event) {
    var picker = event.target.closest('[data-lx-picker]');
    if (picker && event.target.matches('[role=combobox]') && !picker.classList.contains('chosen')) fetchOptions(picker, event.target.value.trim());
  });
  document.addEventListener('focusout', function (event) { var picker = event.target.closest('[data-lx-picker]'); if (picker && !picker.contains(event.relatedTarget)) setTimeout(function () { hide(picker); }, 120); });
  document.addEventListener('mousedown', function (event) { var option = event.target.closest('[data-lx-picker] [role=option]'); if (option) { event.preventDefault(); choose(option.closest('[data-lx-picker]'), option); } });
  document.addEventListener('keydown', function (event) {
    var picker = event.target.closest && event.target.closest('[data-lx-picker]');
    if (!picker || !event.target.matches('[role=combobox]') || event.isComposing) return;
    var all = options(picker), at = all.findIndex(function (one) { return one.getAttribute('aria-selected') === 'true'; }), shown = !picker.querySelector('[role=listbox]').hidden;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!shown) fetchOptions(picker, event.target.value.trim());
      else if (all.length) mark(picker, (at + (event.key === 'ArrowDown' ? 1 : -1) + all.length) % all.length);
    } else if (event.key === 'Enter' && shown && all[at]) { event.preventDefault(); choose(picker, all[at]); }
    else if (event.key === 'Escape' && shown) { event.preventDefault(); event.stopPropagation(); hide(picker); }
  });

  // ── trees: ↑↓ move, → opens, ← closes or goes up, Home/End, letters jump, Enter follows ──
  var nodes = function (tree) { return lx.all('[role=treeitem]', tree).filter(function (item) { return lx.shown(item.querySelector('.nd')); }); };
  var line = function (item) { return item.querySelector(':scope > .nd > a, :scope > .nd > button:not(.tw)') || item.querySelector(':scope > .nd'); };
  var focusNode = function (item) {
    if (!item) return;
    var tree = item.closest('[role=tree]');
    lx.all('[role=treeitem]', tree).forEach(function (one) { line(one).tabIndex = -1; });
    line(item).tabIndex = 0;
    line(item).focus();
  };
  var twist = function (item, wanted) {
    if (!item.hasAttribute('aria-expanded')) return false;
    var isOpen = item.getAttribute('aria-expanded') === 'true';
    if (wanted === isOpen) return false;
    item.setAttribute('aria-expanded', String(!isOpen));
    item.classList.toggle('shut', isOpen);
    var button = item.querySelector(':scope > .nd > .tw');
    if (!isOpen && button && button.hasAttribute('hx-get') && !item.querySelector(':scope > ul > li')) window.htmx.trigger(button, 'lx:expand');
    return true;
  };
  document.addEventListener('click', function (event) { var tw = event.target.closest('[role=tree] .tw'); if (tw) { event.preventDefault(); twist(tw.closest('[role=treeitem]')); } });
  var typed = '', typedAt = 0;
  document.addEventListener('keydown', function (event) {
    var item = event.target.closest && event.target.closest('[role=treeitem]');
    if (!item || event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, select, textarea')) return;
    var tree = item.closest('[role=tree]'), all = nodes(tree), at = all.indexOf(item), expanded = item.getAttribute('aria-expanded');
    var go = {ArrowDown: all[at + 1], ArrowUp: all[at - 1], Home: all[0], End: all[all.length - 1]};
    if (event.key in go) { event.preventDefault(); focusNode(go[event.key]); }
    else if (event.key === 'ArrowRight') { event.preventDefault(); if (expanded === 'false') twist(item, true); else if (expanded === 'true') focusNode(item.querySelector('[role=treeitem]')); }
    else if (event.key === 'ArrowLeft') { event.preventDefault(); if (expanded === 'true') twist(item, false); else focusNode(item.parentNode.closest('[role=treeitem]')); }
    else if (event.key === '*') { event.preventDefault(); lx.all(':scope > [role=treeitem]', item.parentNode).forEach(function (one) { twist(one, true); }); }
    else if (event.key.length === 1 && /\S/.test(event.key)) {
      var now = Date.now(); typed = now - typedAt < 700 ? typed + event.key.toLowerCase() : event.key.toLowerCase(); typedAt = now;
      var order = all.slice(at + (typed.length > 1 ? 0 : 1)).concat(all.slice(0, at + 1));
      focusNode(order.find(function (one) { return ((one.dataset.lxWord || '') + ' ' + line(one).textContent.trim().toLowerCase()).split(' ').some(function (w) { return w.indexOf(typed) === 0; }); }));
    }
  });
  var fitTrees = function () {
    lx.all('[role=tree]').forEach(function (tree) {
      var items = lx.all('[role=treeitem]', tree);
      var chosen = items.find(function (one) { return line(one).tabIndex === 0 && line(one).hasAttribute('tabindex'); }) || items.find(function (one) { return line(one).getAttribute('aria-current'); }) || items[0];
      items.forEach(function (one) { line(one).tabIndex = one === chosen ? 0 : -1; var tw = one.querySelector(':scope > .nd > .tw'); if (tw) tw.tabIndex = -1; });
    });
  };
  document.addEventListener('DOMContentLoaded', fitTrees);
  document.addEventListener('htmx:afterSettle', fitTrees);
})();
