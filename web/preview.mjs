// Serves the playground as the product would: hashed assets, gzip, the same security headers.
// Usage: node web/preview.mjs OUT_DIR [PORT]
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const HERE = path.dirname(new URL(import.meta.url).pathname);
const PLAYGROUND = path.join(HERE, 'playground');
export const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
  + "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

function load_assets(out) {
  const rows = fs.readFileSync(path.join(out, 'manifest.txt'), 'utf8').trim().split('\n')
    .map((line) => line.split('\t'));
  const gz = (name, size) => (size > 0 ? fs.readFileSync(path.join(out, `${name}.gz`)) : null);
  return new Map(rows.map(([name, served, type, , gz_size]) => [name,
    { served, type, data: fs.readFileSync(path.join(out, name)), gz: gz(name, Number(gz_size)) }]));
}

export function page_names() {
  return fs.readdirSync(PLAYGROUND).filter((f) => /^[a-z].*\.html$/.test(f)).sort();
}

/* A page's first line is `<!-- SHELL | TITLE | CURRENT -->`; the shell is _SHELL.html. */
function render(file, assets) {
  const text = fs.readFileSync(path.join(PLAYGROUND, file), 'utf8');
  const [, shell, title, current] = /^<!-- (\S+) \| (.*?) \| (\S*) -->/.exec(text);
  return fs.readFileSync(path.join(PLAYGROUND, `_${shell}.html`), 'utf8')
    .replace('{main}', () => text.replace(/^.*\n/, ''))
    .replaceAll('{title}', title)
    .replace(/\{current:(\w+)\}/g, (w, name) => (name === current ? ' aria-current="page"' : ''))
    .replace(/\{i:([\w-]+)\}/g,
      '<svg class="icon" aria-hidden="true"><use href="{a:icons.svg}#$1"/></svg>')
    .replace(/\{a:([\w.-]+)\}/g, (w, name) => assets.get(name).served);
}

export function serve(out, port = 0) {
  const assets = load_assets(out);
  const by_path = new Map([...assets.values()].map((asset) => [asset.served, asset]));
  const server = http.createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const asset = by_path.get(url.pathname);
    if (asset) {
      const head = { 'content-type': asset.type, 'cache-control': 'public, max-age=31536000, immutable' };
      response.writeHead(200, asset.gz ? { ...head, 'content-encoding': 'gzip' } : head);
      response.end(asset.gz || asset.data);
      return;
    }
    const file = `${url.pathname.slice(1) || 'desk'}.html`.replace(/\.html\.html$/, '.html');
    if (!page_names().includes(file)) { response.writeHead(404).end(); return; }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY });
    response.end(render(file, assets));
  });
  return new Promise((resolve) => { server.listen(port, '127.0.0.1', () => resolve(server)); });
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const server = await serve(process.argv[2], Number(process.argv[3] || 0));
  console.log(`http://127.0.0.1:${server.address().port}/ : ${page_names().join(' ')}`);
}
