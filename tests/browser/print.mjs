// On paper: pages print on A4 with the ribbon and without the frame, and the exported file stands alone.
import fs from 'node:fs';
import path from 'node:path';
import { say } from './words.mjs';

const RIBBON = say('vi', 'page.demo_ribbon');
const PAGES = [['briefing', '/briefing/2026Q3'], ['tasks', '/tasks?state=late'], ['plan', '/plan']];

/* A4 in points, and how many pages; read from the file itself. */
function pdf_facts(bytes) {
  const text = bytes.toString('latin1');
  const boxes = [...text.matchAll(/\/MediaBox\s*\[([^\]]*)\]/g)].map((m) => m[1].trim().split(/\s+/).map(Number));
  return { pages: (text.match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length, boxes };
}

async function prints(page, name, { report, shots }) {
  await page.emulateMedia({ media: 'print' });
  report.ok(await page.locator('.gb-ribbon').isVisible(), `${name}: the ribbon is printed`);
  report.same(await page.locator('.gb-ribbon').first().innerText(), RIBBON, `${name}: in its words`);
  report.ok((await page.locator('body').innerText()).includes('Thành phố Hà Nội'), `${name}: the city's name is printed`);
  for (const part of ['nav.gb-nav', '.gb-top-tools', 'form.gb-filter']) {
    if (await page.locator(part).count()) {
      report.ok(!await page.locator(part).first().isVisible(), `${name}: ${part} is not printed`);
    }
  }
  const bytes = await page.pdf({ format: 'A4', preferCSSPageSize: true, printBackground: false });
  fs.writeFileSync(path.join(shots, `print-${name}.pdf`), bytes);
  const { pages, boxes } = pdf_facts(bytes);
  report.ok(pages > 0 && pages < 30, `${name}: has pages`, pages);
  report.ok(boxes.length > 0 && boxes.every((b) => Math.abs(b[2] - 595) < 2 && Math.abs(b[3] - 842) < 2), `${name}: is A4`,
    JSON.stringify(boxes[0]));
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.screenshot({ path: path.join(shots, `print-${name}.png`), fullPage: true });
}

export default async function print({ browser, city, report, shots }) {
  const context = await city.enter(browser, 'focal_leader');
  for (const [name, address] of PAGES) {
    const page = await context.newPage();
    await page.goto(address);
    await prints(page, name, { report, shots });
    await page.close();
  }
  const file = await (await context.request.get('/briefing/2026Q3/file/html')).text();
  const kept = path.join(city.folder, 'briefing.html');
  fs.writeFileSync(kept, file);
  const alone = await browser.newContext({ offline: true });
  const page = await alone.newPage();
  await page.goto(`file://${kept}`);
  report.ok(!/\b(src|href)="(?!#)/.test(file), 'the file needs nothing beside it');
  await prints(page, 'file', { report, shots });
  await alone.close();
  await context.close();
}
