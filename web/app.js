// Small comforts on top of pages that work without any script. Everything is declared in the
// markup by data attributes (web/README.md); nothing here knows a page. No eval, no inline style.
(function () {
  'use strict';
  var root = document.documentElement;

  function closest(node, selector) {
    return node && node.closest ? node.closest(selector) : null;
  }

  function visible(node) { return node.getClientRects().length > 0; }

  /* ---- Menus: one open at a time, closed by Escape and by a click elsewhere ---- */
  function close_menus(except) {
    document.querySelectorAll('details[data-menu][open]').forEach(function (menu) {
      if (menu !== except) menu.removeAttribute('open');
    });
  }

  document.addEventListener('click', function (event) {
    close_menus(closest(event.target, 'details[data-menu]'));
    if (closest(event.target, '[data-print]')) window.print();
    var opener = closest(event.target, '[data-dialog]');
    if (opener) open_dialog(document.getElementById(opener.dataset.dialog));
    var closer = closest(event.target, '[data-close]');
    if (closer) closest(closer, 'dialog').close();
  });

  /* ---- Confirmation: <form data-confirm="..."> or <button data-confirm="..."> ---- */
  function open_dialog(dialog) {
    if (dialog && dialog.showModal && !dialog.open) dialog.showModal();
  }

  function ask(form, submitter, question) {
    var dialog = document.getElementById('confirm');
    dialog.querySelector('[data-question]').textContent = question;
    dialog.returnValue = '';
    dialog.addEventListener('close', function () {
      if (dialog.returnValue !== 'yes') return;
      form.dataset.confirmed = 'yes';
      form.requestSubmit(submitter);
    }, { once: true });
    open_dialog(dialog);
  }

  document.addEventListener('submit', function (event) {
    var form = event.target;
    var submitter = event.submitter;
    var question = (submitter && submitter.dataset.confirm) || form.dataset.confirm;
    if (form.dataset.confirmed) {
      delete form.dataset.confirmed;
    } else if (question && document.getElementById('confirm')) {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(form, submitter, question);
      return;
    }
    if (form.method !== 'dialog' && submitter) submitter.setAttribute('aria-busy', 'true');
  }, true);

  function settle() {
    document.querySelectorAll('[aria-busy=true]').forEach(function (node) {
      node.removeAttribute('aria-busy');
    });
  }
  window.addEventListener('pageshow', settle);

  /* ---- Keyboard: a key clicks the first visible element with data-key="KEY" ---- */
  function keys_off() {
    try { return localStorage.getItem('keys') === 'off'; } catch (e) { return false; }
  }

  function typing(node) {
    return !!closest(node, 'input:not([type=checkbox]):not([type=radio]),textarea,select,'
      + '[contenteditable],dialog');
  }

  /* Enter on something that has its own meaning for Enter is left alone. */
  function own_enter(event) {
    return event.key === 'Enter' && !!closest(event.target, 'a,button,summary,input,[tabindex="0"]');
  }

  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') close_menus(null);
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (keys_off() || typing(event.target) || own_enter(event)) return;
    var nodes = Array.prototype.filter.call(document.querySelectorAll('[data-key]'), function (n) {
      return n.dataset.key.toLowerCase() === event.key.toLowerCase() && visible(n) && !n.disabled;
    });
    if (!nodes.length) return;
    event.preventDefault();
    if (nodes[0].matches('input,select,textarea')) nodes[0].focus();
    else nodes[0].click();
  });

  document.addEventListener('change', function (event) {
    if (event.target.matches('[data-keys-toggle]')) {
      try { localStorage.setItem('keys', event.target.checked ? 'on' : 'off'); } catch (e) { /* private */ }
    }
  });

  /* ---- After a page or a fragment arrives ---- */
  /* A fragment leaves the window where it was, which may be far below what it begins with. */
  function bring(node) {
    var top = node.getBoundingClientRect().top;
    if (top < 0 || top > root.clientHeight / 2) node.scrollIntoView({ block: 'start', behavior: 'instant' });
  }

  function arrive(scope, swapped) {
    scope.querySelectorAll('[data-keys-toggle]').forEach(function (box) { box.checked = !keys_off(); });
    var focus = scope.querySelector('[data-focus]');
    if (focus) focus.focus({ preventScroll: true });
    if (focus && swapped) bring(focus);
    scope.querySelectorAll('[data-scroll]').forEach(function (node) {
      var box = closest(node, '.gb-source');
      var down = node.getBoundingClientRect().top - box.getBoundingClientRect().top;
      box.scrollTop += down - box.clientHeight / 3;
    });
  }

  function toast(text) {
    var place = document.getElementById('toast');
    if (place) place.textContent = text || '';
  }

  document.addEventListener('htmx:before:request', function () { toast(''); });
  /* What the last page had to say is over once a part of it is another one. */
  function forget() {
    document.querySelectorAll('[data-flash]').forEach(function (node) { node.remove(); });
  }

  document.addEventListener('htmx:after:swap', function () {
    settle();
    forget();
    arrive(document, true);
  });
  document.addEventListener('htmx:error', function () {
    settle();
    toast(document.body.dataset.offline);
  });
  root.classList.add('has-js');
  arrive(document, false);
}());
