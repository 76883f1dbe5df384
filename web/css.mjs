// The stylesheet: Tabler reduced to the rules our pages can reach, then web/app.css on top.
// Light theme only, so every light-dark(a, b) becomes a and rules for the dark theme go; both
// make the result smaller and let it work in browsers that know neither.
import fs from 'node:fs';
import path from 'node:path';
import postcss from 'postcss';
import { PurgeCSS } from 'purgecss';

const DARK = /theme-dark|theme=["']?dark|navbar-theme|data-bs-theme-|\.dropdown-menu-dark/;
// Rules for parts we never use although their words occur; dropped before purging.
const UNUSED = /table-mobile|^\.(theme|cursor|demo|apexcharts|jvm|ts-|litepicker|flatpickr|noUi|fslightbox)/;
// Words that only appear at run time: htmx's own classes and states.
const SAFE = ['htmx-indicator', 'htmx-request', 'htmx-added', 'htmx-settling', 'htmx-swapping',
  'is-invalid', 'active', 'disabled', 'html', 'body'];

/* The two arguments of a light-dark(...) that starts at `at`, or null. */
function arguments_at(value, at) {
  let depth = 0;
  let comma = -1;
  for (let i = at; i < value.length; i++) {
    if (value[i] === '(') depth++;
    else if (value[i] === ',' && depth === 1 && comma < 0) comma = i;
    else if (value[i] === ')' && --depth === 0) {
      return { light: value.slice(value.indexOf('(', at) + 1, comma).trim(), end: i + 1 };
    }
  }
  return null;
}

function light_only(value) {
  for (let at; (at = value.indexOf('light-dark(')) >= 0;) {
    const found = arguments_at(value, at);
    if (!found) throw new Error(`unbalanced: ${value}`);
    value = value.slice(0, at) + found.light + value.slice(found.end);
  }
  return value;
}

/* oklch(L% C Hdeg) without alpha -> #rrggbb (CSS Color 4, section 9; values clipped to sRGB). */
function oklch_to_hex(whole, lightness, chroma, hue) {
  const l = Number(lightness) / 100;
  const a = Number(chroma) * Math.cos(Number(hue) * Math.PI / 180);
  const b = Number(chroma) * Math.sin(Number(hue) * Math.PI / 180);
  const [p, q, r] = [l + 0.3963377774 * a + 0.2158037573 * b,
    l - 0.1055613458 * a - 0.0638541728 * b, l - 0.0894841775 * a - 1.291485548 * b]
    .map((x) => x ** 3);
  const linear = [4.0767416621 * p - 3.3077115913 * q + 0.2309699292 * r,
    -1.2684380046 * p + 2.6097574011 * q - 0.3413193965 * r,
    -0.0041960863 * p - 0.7034186147 * q + 1.707614701 * r];
  const hex = linear.map((x) => Math.min(1, Math.max(0, x)))
    .map((x) => x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055)
    .map((x) => Math.round(x * 255).toString(16).padStart(2, '0'));
  return `#${hex.join('')}`;
}

function plain_colours(value) {
  return value.replace(/oklch\(([\d.]+)% ([\d.]+) ([\d.]+)(?:deg)?\)/g, oklch_to_hex);
}

/* Tabler with the dark theme, print-only and vendor leftovers removed. */
function simplify(root) {
  root.walkComments((comment) => { comment.remove(); });
  root.walkRules((rule) => {
    if (rule.parent.type === 'atrule' && /keyframes/.test(rule.parent.name)) return;
    rule.selectors = rule.selectors.filter((s) => !DARK.test(s) && !UNUSED.test(s));
    if (!rule.selectors.length || rule.selector === '') rule.remove();
  });
  root.walkAtRules('media', (at) => {
    if (/prefers-color-scheme/.test(at.params)) at.remove();
  });
  root.walkDecls((decl) => {
    decl.value = plain_colours(light_only(decl.value)).replace(/\s+/g, ' ');
  });
}

/* Smallest text that means the same; our CSS and Tabler's have no whitespace-sensitive hacks. */
function minify(root) {
  root.walkComments((comment) => { comment.remove(); });
  root.walk((node) => {
    node.raws.before = '';
    if (node.type === 'decl') {
      node.raws.between = ':';
      node.value = node.value.replace(/\s*\n\s*/g, ' ').replace(/, /g, ',');
      if (node.important) node.raws.important = '!important';
    }
    if (node.type === 'rule' || node.type === 'atrule') {
      if (node.type === 'rule') node.raws.between = '';
      else if (node.nodes) node.raws.between = '';
      node.raws.semicolon = false;
      node.raws.after = '';
      if (node.type === 'rule') {
        node.selector = node.selector.replace(/\s*\n\s*/g, '').replace(/\s*([>,])\s*/g, '$1')
          .replace(/\s+/g, ' ');
      }
    }
  });
  root.walkRules((rule) => { if (!rule.nodes.length) rule.remove(); });
  root.walkAtRules((at) => { if (at.nodes && !at.nodes.length) at.remove(); });
  root.raws.after = '';
  return root.toString();
}

/* Pictures inside the CSS become files, so that the policy img-src 'self' is enough. */
function extract_images(root, add_file) {
  root.walkDecls((decl) => {
    decl.value = decl.value.replace(/url\(\s*(["'])data:image\/svg\+xml,(.*?)\1\s*\)/g,
      (whole, quote, body) => `url(${add_file(decodeURIComponent(body))})`);
    if (/data:/.test(decl.value)) throw new Error(`data: left in ${decl.prop}: ${decl.value}`);
  });
}

/* The part of a finished stylesheet that a saved document needs: no fonts, no pictures, nothing
   that only a live page has, so that the file stands alone when the text is put into it. */
export async function document_css(css, words) {
  const root = postcss.parse(await purge(css, words));
  root.walkAtRules('font-face', (at) => { at.remove(); });
  root.walkDecls((decl) => { if (/url\(/.test(decl.value)) decl.remove(); });
  root.walkRules((rule) => { if (/:hover|:active|:disabled/.test(rule.selector)) rule.remove(); });
  const text = minify(root);
  if (/<\//.test(text)) throw new Error('a stylesheet must not close its element');
  return text;
}

async function purge(css, words) {
  const results = await new PurgeCSS().purge({
    content: [{ raw: words, extension: 'txt' }],
    css: [{ raw: css }],
    defaultExtractor: (text) => text.split(/\s+/),
    safelist: { standard: SAFE },
    variables: true,
    keyframes: true,
  });
  return results[0].css;
}

/* -> CSS text. words: class names and tags in use; add_file(svg) -> URL relative to the CSS;
   asset_url(name) -> URL for `url(asset:NAME)` in our own CSS. */
export async function build_css({ modules, own, words, add_file, asset_url }) {
  const tabler = postcss.parse(
    fs.readFileSync(path.join(modules, '@tabler/core/dist/css/tabler.css'), 'utf8'));
  simplify(tabler);
  const ours = postcss.parse(fs.readFileSync(own, 'utf8'), { from: own });
  ours.walkDecls((decl) => {
    decl.value = decl.value.replace(/url\(asset:([\w.-]+)\)/g, (w, name) => `url(${asset_url(name)})`);
  });
  // Ours is kept whole: it is small, and states such as [aria-current] appear only at run time.
  const both = `${tabler.toString()}\n/*! purgecss start ignore */\n${ours.toString()}\n`
    + '/*! purgecss end ignore */';
  const root = postcss.parse(await purge(both, words));
  extract_images(root, add_file);
  return `/*! Tabler, MIT, (c) The Tabler Authors */\n${minify(root)}`;
}
