// Behaviour shared by portal and desk, hooked by data-lx-… attributes only. Every page works without it.
(function () {
  'use strict';
  var root = document.documentElement, phone = matchMedia('(max-width: 700px)');
  var lx = window.lx = {};
  var token = function () { try { return JSON.parse(document.body.getAttribute('hx-headers') || '{}')['X-CSRFToken']; } catch (e) { return ''; } };
  lx.all = function (selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); };
  lx.shown = function (el) { return el.offsetParent !== null || el.getClientRects().length > 0; };

  // ── what just happened, with a way back ──
  var timer, box = function () { return document.getElementById('toast'); };
  var arm = function () {
    clearTimeout(timer);
    var el = box();
    if (el && !el.classList.contains('refused')) timer = setTimeout(function () { if (!el.matches(':hover, :focus-within')) el.hidden = true; else arm(); }, 10000);
  };
  lx.say = function (words, undo, kind) {
    var el = box();
    if (!el) return;
    el.querySelector('[data-lx-words]').textContent = words;
    var form = el.querySelector('[data-lx-undo]');
    form.hidden = !undo;
    if (undo) form.action = undo;
    el.classList.toggle('refused', kind === 'refused');
    el.hidden = false;
    arm();
  };
  document.addEventListener('lx:said', function (event) { lx.say(event.detail.words, event.detail.undo, event.detail.kind); });
  document.addEventListener('htmx:sendError', function () { lx.say(root.lang.indexOf('zh') === 0 ? '网络不通，没有提交。请检查网络后再试。' : 'No network: nothing was sent. Please try again.', '', 'refused'); });
  document.addEventListener('htmx:responseError', function (event) {
    if (event.detail.xhr.status >= 500) lx.say(root.lang.indexOf('zh') === 0 ? '系统出错了，没有保存。错误已记下。' : 'Something went wrong: nothing was saved.', '', 'refused');
  });

  // ── popovers are <details>; only one is open, Escape returns to its button ──
  var shut = function (pop, focus) { pop.open = false; if (focus) pop.querySelector('summary').focus(); };
  document.addEventListener('toggle', function (event) {
    var pop = event.target;
    if (!pop.matches || !pop.matches('details[data-lx-pop]') || !pop.open) return;
    lx.all('details[data-lx-pop][open]').forEach(function (other) { if (other !== pop && !other.contains(pop)) other.open = false; });
    var first = pop.querySelector('[data-lx-narrow], [aria-current=true], .pop-box input:not([type=hidden]), .pop-box a, .pop-box button');
    if (first && !(phone.matches && first.matches('input'))) first.focus({preventScroll: true});
    var panel = pop.querySelector('.pop-box');
    panel.style.removeProperty('--shift');
    var over = panel.getBoundingClientRect().right - root.clientWidth + 8;
    if (over > 0 && !phone.matches) panel.style.setProperty('--shift', -over + 'px');
  }, true);

  var inside = function (event, el) { var r = el.getBoundingClientRect(); return event.clientY >= r.top && event.clientY <= r.bottom && event.clientX >= r.left && event.clientX <= r.right; };

  // ── drawer: the desk's navigation on a phone ──
  var drawer = function (open) {
    var nav = document.getElementById('nav');
    if (!nav) return;
    nav.classList.toggle('open', open);
    document.body.classList.toggle('drawn', open);
    var target = open ? nav.querySelector('.shut-nav') : document.querySelector('[data-lx-drawer]');
    if (target) target.focus();
  };

  document.addEventListener('click', function (event) {
    var target = event.target, hit = function (name) { return target.closest('[data-lx-' + name + ']'); }, el;
    lx.all('details[data-lx-pop][open]').forEach(function (pop) {
      var panel = pop.querySelector('.pop-box');
      if (!pop.contains(target) || (target === pop && !inside(event, panel))) pop.open = false;
    });
    if ((el = hit('drawer'))) { event.preventDefault(); drawer(true); }
    else if ((el = hit('shut'))) { if (document.body.classList.contains('drawn')) { event.preventDefault(); drawer(false); } else { var pop = el.closest('details'); if (pop) { event.preventDefault(); shut(pop, true); } } }
    else if (target === document.body && document.body.classList.contains('drawn')) drawer(false);
    else if ((el = hit('open'))) { var sheet = document.getElementById(el.dataset.lxOpen); if (sheet) { event.preventDefault(); sheet.showModal(); sheet.dispatchEvent(new CustomEvent('lx:open', {bubbles: true})); } }
    else if ((el = hit('close'))) { var d = el.closest('dialog'); if (d) { event.preventDefault(); d.close(); } }
    else if (target.matches('dialog[open]') && !inside(event, target)) target.close();
    else if (hit('dismiss')) box().hidden = true;
    else if ((el = hit('copy'))) navigator.clipboard.writeText(el.dataset.lxCopy).then(function () { lx.say(el.dataset.lxCopied || el.dataset.lxCopy); });
    else if ((el = hit('calendar'))) { var native = el.lxNative; if (native.showPicker) native.showPicker(); else native.click(); }
    else if (hit('print')) { event.preventDefault(); window.print(); }
  });
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Tab' && document.body.classList.contains('drawn')) {
      var links = lx.all('#nav a, #nav button').filter(lx.shown), edge = event.shiftKey ? links[0] : links[links.length - 1];
      if (document.activeElement === edge) { event.preventDefault(); links[event.shiftKey ? links.length - 1 : 0].focus(); }
    }
    if (event.key === 'Escape') {
      if (document.body.classList.contains('drawn')) { drawer(false); return; }
      var pop = lx.all('details[data-lx-pop][open]').pop();
      if (pop) { event.preventDefault(); shut(pop, true); }
      return;
    }
    // arrow keys move among the choices of a menu
    var list = event.target.closest && event.target.closest('[data-lx-roving]');
    if (!list || ['ArrowDown', 'ArrowUp', 'Home', 'End'].indexOf(event.key) < 0) return;
    if (event.target.matches('input:not([type=search])')) return;
    var choices = lx.all('.opts a, .opts button', list.matches('.opts') ? list.parentNode : list).filter(lx.shown);
    var at = choices.indexOf(event.target), to = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: choices.length - 1}[event.key];
    if (event.target.matches('input') && event.key !== 'ArrowDown') return;
    event.preventDefault();
    if (to < 0) { var search = list.querySelector('[data-lx-narrow]'); if (search) { search.focus(); return; } }
    if (choices.length) choices[(to + choices.length) % choices.length].focus();
  });
  // typing narrows a menu: names, pinyin initials
  document.addEventListener('input', function (event) {
    if (!event.target.matches('[data-lx-narrow]')) return;
    var text = event.target.value.trim().toLowerCase();
    lx.all('[data-lx-word]', event.target.closest('form, .pop-box')).forEach(function (line) { line.hidden = text !== '' && line.dataset.lxWord.indexOf(text) < 0; });
  });
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Enter' && event.target.matches && event.target.matches('[data-lx-narrow]')) {
      event.preventDefault();
      var only = lx.all('[data-lx-word] button, [data-lx-word] a', event.target.closest('form, .pop-box')).filter(lx.shown);
      if (only.length) only[0].click();
    }
  });

  // ── theme and size of text: painted at once, kept by the form ──
  document.addEventListener('submit', function (event) {
    var button = event.submitter;
    if (!button || !(button.hasAttribute('data-lx-theme') || button.hasAttribute('data-lx-text'))) return;
    event.preventDefault();
    var data = new FormData(event.target);
    data.append(button.name, button.value);
    fetch(event.target.action, {method: 'POST', body: data, headers: {'HX-Request': 'true', 'X-CSRFToken': token()}, credentials: 'same-origin'});
    if (button.name === 'theme') {
      if (button.value === 'system') root.removeAttribute('data-lx-theme-chosen');
      else { root.setAttribute('data-lx-theme-chosen', ''); root.dataset.bsTheme = button.value; }
      window.lxPaint();
      lx.all('button[data-lx-theme]').forEach(function (one) { one.setAttribute('aria-pressed', String(one.value === button.value)); });
    } else {
      var large = button.value === 'large';
      if (large) root.dataset.lxText = 'large'; else delete root.dataset.lxText;
      lx.all('button[data-lx-text]').forEach(function (one) {
        if (one.getAttribute('data-lx-text')) one.setAttribute('aria-pressed', String(one.value === button.value));
        else { one.value = large ? 'normal' : 'large'; one.setAttribute('aria-pressed', String(large)); }
      });
    }
  });

  // ── days: what people paste becomes 2026-11-23; a calendar stands beside ──
  var two = function (n) { return (n < 10 ? '0' : '') + n; };
  lx.tidyDay = function (text) {
    var clean = text.replace(/\s+/g, ''), now = new Date(), word = {'今天': 0, '明天': 1, '后天': 2, '昨天': -1, '前天': -2}[clean];
    if (word !== undefined) { var day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + word); return day.getFullYear() + '-' + two(day.getMonth() + 1) + '-' + two(day.getDate()); }
    var m = clean.match(/^(\d{4})(\d{2})(\d{2})$/) || clean.match(/^(?:(\d{4})\D{1,2})?(\d{1,2})\D{1,2}(\d{1,2})\D?$/);
    return m && +m[2] >= 1 && +m[2] <= 12 && +m[3] >= 1 && +m[3] <= 31 ? (m[1] || now.getFullYear()) + '-' + two(+m[2]) + '-' + two(+m[3]) : text;
  };
  document.addEventListener('focusout', function (event) { if (event.target.matches('[data-lx-day]')) event.target.value = lx.tidyDay(event.target.value); });

  // ── drafts of long forms, in this tab only ──
  var drafted = function (form) { return lx.all('input[name], select[name], textarea[name]', form).filter(function (el) { return ['hidden', 'password', 'file', 'submit'].indexOf(el.type) < 0; }); };
  var keep = function (form) {
    var kept = {};
    drafted(form).forEach(function (el) { if (el.type === 'checkbox' || el.type === 'radio') { if (el.checked) (kept[el.name] = kept[el.name] || []).push(el.value); } else kept[el.name] = [el.value]; });
    try { sessionStorage.setItem('lx-draft:' + form.dataset.lxDraft, JSON.stringify(kept)); } catch (e) { /* private mode */ }
  };
  var restore = function (form) {
    var kept;
    try { kept = JSON.parse(sessionStorage.getItem('lx-draft:' + form.dataset.lxDraft) || 'null'); } catch (e) { kept = null; }
    if (!kept || form.querySelector('.form-errors')) return;
    drafted(form).forEach(function (el) { var values = kept[el.name] || []; if (el.type === 'checkbox' || el.type === 'radio') el.checked = values.indexOf(el.value) >= 0; else if (values.length) el.value = values[0]; });
  };
  document.addEventListener('input', function (event) { var form = event.target.form; if (form && form.dataset.lxDraft) keep(form); });
  document.addEventListener('submit', function (event) { if (event.target.dataset.lxDraft) try { sessionStorage.removeItem('lx-draft:' + event.target.dataset.lxDraft); } catch (e) { /* private mode */ } });

  // ── what cannot be taken back asks once ──
  document.addEventListener('submit', function (event) { var words = event.target.dataset.lxConfirm; if (words && !window.confirm(words)) { event.preventDefault(); event.stopPropagation(); } }, true);

  // ── a change of a control that is a whole question by itself sends its form ──
  document.addEventListener('change', function (event) { if (event.target.matches('[data-lx-send]')) event.target.form.requestSubmit(); });

  // what a swap brings is dressed like what the page brought
  lx.fit = function (within) {
    lx.all('[data-lx-calendar]', within).forEach(function (button) {
      if (button.lxNative) return;
      var input = button.previousElementSibling, native = document.createElement('input');
      native.type = 'date'; native.className = 'day-native'; native.tabIndex = -1; native.setAttribute('aria-hidden', 'true');
      native.addEventListener('change', function () { input.value = native.value; input.dispatchEvent(new Event('change', {bubbles: true})); input.focus(); });
      button.parentNode.appendChild(native);
      button.lxNative = native; button.hidden = false;
    });
    lx.all('form[data-lx-draft]', within).forEach(restore);
    var errors = within.querySelector('[data-lx-focus]');
    if (errors) errors.focus();
    lx.all('dialog[data-lx-open-now]', within).forEach(function (dialog) { if (!dialog.matches(':modal')) { dialog.removeAttribute('open'); dialog.showModal(); } });
  };
  document.addEventListener('DOMContentLoaded', function () { lx.fit(document); var el = box(); if (el && !el.hidden) arm(); });
  document.addEventListener('htmx:afterSettle', function (event) { lx.fit(event.target); });
})();
