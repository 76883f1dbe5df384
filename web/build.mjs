// Builds every browser asset into OUT_DIR, each under its own name and ready to be bundled.
// Usage: node web/build.mjs OUT_DIR CLASSES_FILE   (OUT_DIR/fonts must exist: web/fonts.mjs)
// The one idea: an asset's served path carries the hash of its bytes, so it never changes and is
// cached for ever; therefore what others point at is built first and the stylesheet last.
import fs from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { build_css, document_css } from './css.mjs';
import { build_icons } from './icons.mjs';
import { write_bundle } from './bundle.mjs';

const HERE = path.dirname(new URL(import.meta.url).pathname);
const MODULES = path.resolve('node_modules');
const TYPES = {
  css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml',
  woff2: 'font/woff2', txt: 'text/plain; charset=utf-8',
};

class Assets {
  constructor(out) { this.out = out; this.list = []; }

  /* Writes the asset and returns its file name with hash, which is its URL relative to the others. */
  add(name, bytes) {
    const data = Buffer.from(bytes);
    const hash = createHash('sha256').update(data).digest('hex').slice(0, 8);
    const dot = name.lastIndexOf('.');
    const served = `${name.slice(0, dot)}.${hash}${name.slice(dot)}`;
    const known = this.list.find((asset) => asset.name === name);
    if (known && known.served !== served) throw new Error(`two assets are named ${name}`);
    if (!known) {
      fs.writeFileSync(path.join(this.out, name), data);
      this.list.push({ name, served, type: TYPES[name.slice(dot + 1)], data });
    }
    return served;
  }

  url(name) {
    const asset = this.list.find((a) => a.name === name);
    if (!asset) throw new Error(`no asset ${name}`);
    return asset.served;
  }
}

/* The licence notices of what is inside, as the licences ask. */
function notices() {
  const parts = ['@tabler/core', '@tabler/icons', 'htmx.org', '@fontsource/be-vietnam-pro'];
  return parts.map((part) => {
    const folder = path.join(MODULES, part);
    const file = fs.readdirSync(folder).find((f) => /^licen[cs]e/i.test(f));
    const text = file ? fs.readFileSync(path.join(folder, file), 'utf8')
      : `Licence: ${JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')).license}`;
    return `${part}\n\n${text.trim()}\n`;
  }).join('\n----\n\n');
}

/* Words of the templates that exported documents are made of. */
function document_words() {
  const files = ['web/playground/briefing.html'];
  const folder = path.resolve('src/brief');
  if (fs.existsSync(folder)) {
    for (const name of fs.readdirSync(folder, { recursive: true })) {
      if (String(name).endsWith('.html')) files.push(path.join(folder, String(name)));
    }
  }
  const text = files.map((file) => fs.readFileSync(file, 'utf8')).join('\n');
  return `html body aside gb-ribbon gb-main ${text.replace(/[^A-Za-z0-9_-]+/g, ' ')}`;
}

function read(name) { return fs.readFileSync(path.join(HERE, name)); }

async function main([out, classes_file]) {
  const assets = new Assets(out);
  for (const weight of [400, 600]) {
    assets.add(`font-${weight}.woff2`, fs.readFileSync(path.join(out, `fonts/font-${weight}.woff2`)));
  }
  assets.add('icons.svg', build_icons(MODULES));
  for (const name of ['favicon.svg', 'drum.svg']) assets.add(name, read(name));
  assets.add('app.js', read('app.js'));
  assets.add('htmx.js', fs.readFileSync(path.join(MODULES, 'htmx.org/dist/htmx.min.js')));
  assets.add('licences.txt', notices());
  const images = new Map();
  const css = await build_css({
    modules: MODULES,
    own: path.join(HERE, 'app.css'),
    words: fs.readFileSync(classes_file, 'utf8'),
    add_file: (svg) => {
      if (!images.has(svg)) images.set(svg, `css-${images.size + 1}.svg`);
      return assets.add(images.get(svg), svg);
    },
    asset_url: (name) => assets.url(name),
  });
  assets.add('app.css', css);
  assets.add('document.css', await document_css(css, document_words()));
  write_bundle(out, assets.list);
}

await main(process.argv.slice(2));
