// What is wrong with a page as such: axe, sideways scrolling, errors on the console, refused styles
// and scripts. Each check answers a list of faults.
import fs from 'node:fs';

const AXE = fs.readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/* Collects what the browser complains of while pages of the context are open. */
export function listen(page) {
  const heard = [];
  page.on('console', (message) => {
    const text = message.text();
    // a page that is refused on purpose (403, 404, 422) is reported by the browser as an error too
    if (message.type() === 'error' && !/status of 4\d\d/.test(text)) heard.push(`${page.url()}: ${text}`);
  });
  page.on('pageerror', (error) => heard.push(error.message));
  return heard;
}

export async function axe_faults(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((tags) => window.axe.run(document,
    { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }), TAGS);
  return violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 2)
    .map((n) => `${n.html.slice(0, 140)} ${n.any[0]?.message ?? n.all[0]?.message ?? ''}`).join(' | ')}`);
}

/* Elements that reach over the right edge at the width of the window. */
export function overflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')]
      .filter((n) => n.getBoundingClientRect().right > width + 1)
      .slice(0, 3).map((n) => `${n.outerHTML.slice(0, 110)} (${Math.round(n.getBoundingClientRect().right)} > ${width})`);
  });
}

export async function overflow_at(page, width, height) {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height });
  const faults = await overflow(page);
  await page.setViewportSize(before);
  return faults;
}

/* What a page is made of, so that the same frame with other data need not be examined again. */
export function make_of(page) {
  return page.evaluate(() => {
    const parts = new Set([...document.querySelectorAll('body *')]
      .map((n) => `${n.parentElement.tagName}>${n.tagName}.${n.getAttribute('class') ?? ''}`
        + `${n.getAttribute('type') ?? ''}${n.getAttribute('role') ?? ''}`));
    return `${document.documentElement.lang} ${[...parts].sort().join(' ')}`;
  });
}

/* The whole page as one window shows it, so that what sticks to an edge stands where it belongs. The
   caret stays: hiding it would write a style attribute, which the policy of the page refuses. */
export async function picture(page, file) {
  const before = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: before.width, height: Math.min(height, 6000) });
  await page.screenshot({ path: file, caret: 'initial' });
  await page.setViewportSize(before);
}
