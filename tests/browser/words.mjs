// The words of the interface, read from lang/*.po, and what is left of the wrong language on a page.
import fs from 'node:fs';
import path from 'node:path';

const LANG = path.resolve('lang');
const VIETNAMESE = /[ăâđêôơưĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]/u;

function read_po(file, into) {
  const text = fs.readFileSync(file, 'utf8');
  const unquote = (lines) => [...lines.matchAll(/"((?:[^"\\]|\\.)*)"/g)]
    .map((m) => JSON.parse(`"${m[1]}"`)).join('');
  for (const m of text.matchAll(/msgid ((?:"(?:[^"\\]|\\.)*"\s*)+)msgstr ((?:"(?:[^"\\]|\\.)*"\s*)+)/g)) {
    const key = unquote(m[1]);
    if (key) into[key] = unquote(m[2]);
  }
}

function read_catalogue() {
  const words = { vi: {}, en: {} };
  for (const name of fs.readdirSync(LANG)) {
    const lang = name.match(/\.(vi|en)\.po$/)?.[1];
    if (lang) read_po(path.join(LANG, name), words[lang]);
  }
  return words;
}

export const catalogue = read_catalogue();

/* The text of a message with its arguments, in a language. */
export function say(lang, key, args = {}) {
  const text = catalogue[lang][key];
  if (text === undefined) throw new Error(`no message ${key}`);
  return text.replace(/\{(\w+)\}/g, (all, name) => args[name] ?? all);
}

/* Vietnamese messages that differ from the English ones, as whole-text patterns. A message of few
   letters stands for short texts only: "{n} giờ" is not every sentence that ends so. */
function pattern_of(text) {
  const parts = text.split(/\{[^}]*\}/);
  const letters = parts.join('').replace(/[^\p{L}]/gu, '').length;
  const plain = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return letters < 3 ? null : new RegExp(`^${plain.join(letters < 10 ? '.{0,12}' : '.*')}$`, 'us');
}

function vietnamese_patterns() {
  const english = new Set(Object.values(catalogue.en));
  return Object.entries(catalogue.vi)
    .filter(([key, text]) => text !== catalogue.en[key] && !english.has(text))
    .map(([key, text]) => [key, pattern_of(text)])
    .filter(([, pattern]) => pattern);
}

const PATTERNS = vietnamese_patterns();

/* Visible texts and spoken attributes of a page, with the kind of place each stands in. */
export function texts_of(page) {
  return page.evaluate(() => {
    const label = 'th[scope=col], .form-label, button, dt, summary, legend, nav.gb-nav a, .form-hint,'
      + ' .gb-label, .badge, caption, .gb-tool, .gb-foot a, .btn, .empty, h2';
    const found = [];
    const add = (text, node) => {
      const plain = text.replace(/\s+/g, ' ').trim();
      if (plain && !node.closest('[lang=vi]:not(html), script, style, template')) {
        found.push([plain, Boolean(node.closest(label)) && !node.closest('[data-own], .gb-role, .gb-who, .avatar, .gb-tree')]);
      }
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) add(walker.currentNode.data, walker.currentNode.parentElement);
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'data-confirm', 'data-offline', 'data-label']) {
      for (const node of document.querySelectorAll(`[${name}]`)) add(node.getAttribute(name), node);
    }
    return found;
  });
}

/* Texts on an English page that are Vietnamese words of the interface, not data. */
export function vietnamese_left(texts) {
  const left = new Set();
  for (const [text, label] of texts) {
    const hit = VIETNAMESE.test(text) && PATTERNS.find(([, pattern]) => pattern.test(text));
    if (hit) left.add(`"${text.slice(0, 70)}" (${hit[0]})`);
    else if (label && VIETNAMESE.test(text)) left.add(`"${text.slice(0, 70)}" (a label)`);
  }
  return [...left];
}

/* Keys shown as they are, or arguments left open. */
export function unfinished(texts) {
  return texts.map(([text]) => text).filter((text) => /^[a-z_]+\.[a-z_]+$/.test(text) || /\{[\w?:]+\}/.test(text));
}
