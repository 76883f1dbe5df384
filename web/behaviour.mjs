// What app.js and htmx do on the playground pages, tried with keys and clicks in Chromium; and that
// the same pages work with scripts off. Usage: node web/behaviour.mjs OUT_DIR
import { chromium } from 'playwright-core';
import { serve } from './preview.mjs';

function expect(condition, text) { if (!condition) throw new Error(text); }

/* Answers every POST with an empty page and keeps what was sent. */
async function record_posts(page) {
  const sent = [];
  await page.route('**/*', (route) => {
    const request = route.request();
    if (request.method() !== 'POST') { route.continue(); return; }
    sent.push(`${new URL(request.url()).pathname} ${request.postData() ?? ''}`);
    route.fulfill({ contentType: 'text/html; charset=utf-8',
      body: '<!doctype html><title>.</title><div id="review"><h2 tabindex="-1" data-focus>Nội dung 11</h2></div>' });
  });
  return sent;
}

async function posted(page, sent, press) {
  await press();
  for (let i = 0; i < 50 && !sent.length; i++) await page.waitForTimeout(20);
  return sent[0] ?? '';
}

const BEHAVIOURS = {
  'j and k go to the next and the previous clause': async (page) => {
    await page.keyboard.press('j');
    await page.waitForURL(/clause=11/);
    await page.keyboard.press('k');
    await page.waitForURL(/clause=9/);
  },
  'Enter adds the clause to the plan': async (page) => {
    const sent = await record_posts(page);
    const body = await posted(page, sent, () => page.keyboard.press('Enter'));
    expect(/review\/10 .*do=accept/.test(body), `sent ${body}`);
  },
  'after an answer the new clause has the focus': async (page) => {
    await record_posts(page);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.textContent === 'Nội dung 11');
  },
  'x says it is not a task': async (page) => {
    const sent = await record_posts(page);
    const body = await posted(page, sent, () => page.keyboard.press('x'));
    expect(/do=reject/.test(body), `sent ${body}`);
  },
  'u takes the last step back': async (page) => {
    const sent = await record_posts(page);
    const body = await posted(page, sent, () => page.keyboard.press('u'));
    expect(body.startsWith('/documents/D1/review/undo'), `sent ${body}`);
  },
  'e edits, and letters typed there are only text': async (page) => {
    const sent = await record_posts(page);
    await page.keyboard.press('e');
    await page.keyboard.type('xuju');
    expect((await page.inputValue('#action')).includes('xuju'), 'nothing typed');
    expect(sent.length === 0 && !page.url().includes('clause'), 'a letter acted as a key');
  },
  'the help opens with ?, and keys can be turned off': async (page) => {
    await page.keyboard.press('?');
    await page.waitForSelector('#keys[open]');
    await page.uncheck('[data-keys-toggle]');
    await page.click('#keys [data-close]');
    await page.keyboard.press('j');
    await page.waitForTimeout(200);
    expect(!page.url().includes('clause'), 'j still works');
  },
  'a question is asked before a form is sent': async (page, base) => {
    await page.goto(`${base}/task`);
    const sent = await record_posts(page);
    await page.click('button:text-is("Báo hoàn thành")');
    await page.waitForSelector('#confirm[open]');
    await page.click('#confirm button[value=no]');
    expect(sent.length === 0, 'sent in spite of No');
    await page.click('button:text-is("Báo hoàn thành")');
    const body = await posted(page, sent, () => page.click('#confirm button[value=yes]'));
    expect(body.startsWith('/tasks/TK2M/report'), `sent ${body}`);
  },
  'a menu closes by Escape and by a click elsewhere': async (page) => {
    const open = () => page.evaluate(() => document.querySelector('[data-menu]').open);
    await page.click('[data-menu] > summary');
    expect(await open(), 'did not open');
    await page.keyboard.press('Escape');
    expect(!await open(), 'Escape did not close it');
    await page.click('[data-menu] > summary');
    await page.click('h1');
    expect(!await open(), 'a click did not close it');
  },
  'a refused form starts at its summary, whose links lead to the fields': async (page, base) => {
    await page.goto(`${base}/form`);
    expect(await page.evaluate(() => document.activeElement.matches('.gb-errors')), 'focus elsewhere');
    await page.click('.gb-errors a >> nth=1');
    expect(await page.evaluate(() => document.activeElement.id) === 'due', 'link leads elsewhere');
  },
  'a lost connection is said': async (page) => {
    await page.route('**/review/10', (route) => route.abort());
    await page.keyboard.press('x');
    await page.waitForFunction(() => document.getElementById('toast').textContent.includes('mất kết nối'));
  },
  'a filter is applied without a new page': async (page, base) => {
    await page.goto(`${base}/list`);
    await page.route('**/tasks?*', (route) => route.fulfill({ contentType: 'text/html',
      body: '<!doctype html><title>.</title><div id="list">3 rows</div>' }));
    await page.evaluate(() => { window.kept = true; });
    await page.click('button:has-text("Lọc")');
    await page.waitForFunction(() => document.getElementById('list').textContent === '3 rows');
    expect(await page.evaluate(() => window.kept), 'the page was loaded anew');
    expect(/quarter=/.test(page.url()), 'the address does not keep the filter');
  },
};

const WITHOUT_SCRIPTS = {
  'links and forms do their work, script-only buttons are hidden': async (page, base) => {
    await page.goto(`${base}/review`);
    expect(!await page.isVisible('[data-dialog=keys]'), 'help button shown');
    await page.click('[data-key=j]');
    expect(page.url().includes('clause=11'), 'next is no link');
    const sent = await record_posts(page);
    const body = await posted(page, sent, () => page.click('[data-key=x]'));
    expect(/do=reject/.test(body), `sent ${body}`);
  },
  'the menu opens on a narrow screen': async (page, base) => {
    await page.setViewportSize({ width: 360, height: 700 });
    await page.goto(`${base}/desk`);
    expect(!await page.isVisible('.gb-menu a'), 'open from the start');
    await page.click('.gb-menu > summary');
    expect(await page.isVisible('.gb-menu a'), 'did not open');
  },
  'the menu is open on a wide screen': async (page, base) => {
    await page.goto(`${base}/desk`);
    expect(await page.isVisible('.gb-menu a'), 'closed');
  },
};

async function try_all(browser, base, tests, options) {
  let failed = 0;
  for (const [name, test] of Object.entries(tests)) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(4000);
    const errors = [];
    page.on('pageerror', (e) => errors.push(e.message));
    try {
      await page.goto(`${base}/review`);
      await test(page, base);
      expect(!errors.length, errors.join('; '));
    } catch (error) {
      failed++;
      console.error(`FAILED ${name}: ${error.message.split('\n')[0]}`);
    }
    await context.close();
  }
  return failed;
}

const server = await serve(process.argv[2]);
const base = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox'] });
const failed = await try_all(browser, base, BEHAVIOURS, {})
  + await try_all(browser, base, WITHOUT_SCRIPTS, { javaScriptEnabled: false });
await browser.close();
server.close();
const total = Object.keys(BEHAVIOURS).length + Object.keys(WITHOUT_SCRIPTS).length;
console.log(`${total - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
