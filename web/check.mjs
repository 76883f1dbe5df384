// Opens every playground page in Chromium as a reader would and fails on: an axe violation, a
// console error (a refused style or script is one), sideways scrolling at 360 px, at 400 % zoom
// or with wide text spacing, a small target, a weight above the limits. Screenshots go to OUT_DIR/shots.
// Usage: node web/check.mjs OUT_DIR [PAGE...]
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { page_names, serve } from './preview.mjs';

const AXE = fs.readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const WIDTHS = [1280, 360];
const FIRST_LOAD_KB = { without_fonts: 45, with_fonts: 70 };
// WCAG 1.4.12: what a reader may set without losing content.
const SPACING = '* { line-height: 1.5 !important; letter-spacing: .12em !important; '
  + 'word-spacing: .16em !important } p { margin-bottom: 2em !important }';
const problems = [];

function complain(where, what) { problems.push(`${where}: ${what}`); }

async function check_axe(page, where) {
  await page.evaluate(AXE);
  const result = await page.evaluate((tags) => window.axe.run(document,
    { runOnly: { type: 'tag', values: tags } }), TAGS);
  for (const violation of result.violations) {
    const nodes = violation.nodes.slice(0, 3).map((n) => `${n.html.slice(0, 120)} ${n.any[0]?.message ?? ''}`);
    complain(where, `${violation.id}: ${violation.help}\n    ${nodes.join('\n    ')}`);
  }
}

async function check_reflow(page, where) {
  const over = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return null;
    const wide = [...document.querySelectorAll('body *')]
      .filter((n) => n.getBoundingClientRect().right > width + 1);
    return wide.slice(0, 3).map((n) => n.outerHTML.slice(0, 100));
  });
  if (over) complain(where, `scrolls sideways: ${over.join(' | ')}`);
}

/* WCAG 2.5.8: links and buttons that are not part of a sentence are at least 24 px. */
async function check_targets(page, where) {
  const small = await page.evaluate(() => [...document.querySelectorAll('a, button, summary, input, select')]
    .filter((n) => getComputedStyle(n).display !== 'inline' && n.getClientRects().length
      && !n.closest('.gb-hidden') && n.type !== 'checkbox' && n.type !== 'radio')
    .filter((n) => Math.min(n.offsetWidth, n.offsetHeight) < 24)
    .map((n) => n.outerHTML.slice(0, 90)));
  if (small.length) complain(where, `target below 24 px: ${small.slice(0, 3).join(' | ')}`);
}

async function visit(browser, base, name, width, shots, variant = '') {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  const where = `${name} at ${width} px${variant}`;
  page.on('console', (m) => { if (m.type() === 'error') complain(where, m.text()); });
  page.on('pageerror', (e) => complain(where, e.message));
  await page.goto(`${base}/${name}`);
  await page.evaluate(() => document.fonts.ready);
  if (variant === ' contrast') {
    await page.evaluate(() => { document.documentElement.dataset.contrast = 'more'; });
  }
  await check_reflow(page, where);
  await check_axe(page, where);
  await check_targets(page, where);
  const short = `${name.replace('.html', '')}-${width}${variant.trim() && `-${variant.trim()}`}`;
  await page.screenshot({ path: path.join(shots, `${short}.png`), fullPage: true });
  if (width === 360) {
    await page.evaluate((css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [sheet];
    }, SPACING);
    await check_reflow(page, `${where} with wide spacing`);
    await page.evaluate(() => { document.adoptedStyleSheets = []; });
    await page.setViewportSize({ width: 320, height: 256 });   // 1280 x 1024 at 400 %
    await check_reflow(page, `${name} at 400 % zoom`);
  }
  await page.close();
}

async function print(browser, base, name, shots) {
  const page = await browser.newPage();
  await page.goto(`${base}/${name}`);
  await page.pdf({ path: path.join(shots, name.replace('html', 'pdf')), preferCSSPageSize: true });
  await page.close();
}

/* Body bytes of a first visit, compressed as the server sends them. */
async function check_weight(base, out) {
  const rows = fs.readFileSync(path.join(out, 'manifest.txt'), 'utf8').trim().split('\n')
    .map((line) => line.split('\t'));
  const size = (name) => { const r = rows.find((x) => x[0] === name); return Number(r[4]) || Number(r[3]); };
  const html = gzipSync(await (await fetch(`${base}/desk.html`)).text(), { level: 6 }).length;
  const parts = ['app.css', 'app.js', 'htmx.js', 'icons.svg', 'favicon.svg'];
  const plain = html + parts.reduce((sum, name) => sum + size(name), 0);
  const fonts = size('font-400.woff2') + size('font-600.woff2');
  const kb = (n) => (n / 1024).toFixed(1);
  console.log(`desk: page ${kb(html)} KB; first load ${kb(plain)} KB, with fonts ${kb(plain + fonts)} KB`);
  if (plain > FIRST_LOAD_KB.without_fonts * 1024) complain('desk', 'too heavy without fonts');
  if (plain + fonts > FIRST_LOAD_KB.with_fonts * 1024) complain('desk', 'too heavy with fonts');
}

async function main([out, ...only]) {
  const shots = path.join(out, 'shots');
  fs.mkdirSync(shots, { recursive: true });
  const server = await serve(out);
  const base = `http://127.0.0.1:${server.address().port}`;
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox'] });
  try {
    for (const name of page_names().filter((n) => !only.length || only.includes(n))) {
      for (const width of WIDTHS) await visit(browser, base, name, width, shots);
      await visit(browser, base, name, 1280, shots, ' contrast');
      await print(browser, base, name, shots);
    }
    await check_weight(base, out);
  } finally {
    await browser.close();
    server.close();
  }
  for (const problem of problems) console.error(problem);
  console.log(`${problems.length} problems`);
  process.exitCode = problems.length ? 1 : 0;
}

await main(process.argv.slice(2));
