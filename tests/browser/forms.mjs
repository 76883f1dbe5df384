// Forms in the hands of people: what was typed is kept when refused, two people at one task, a
// double click, a session that ended meanwhile, the keyboard alone.
import path from 'node:path';
import { axe_faults, listen, overflow_at, picture } from './watch.mjs';
import { say } from './words.mjs';

const vi = (key, args) => say('vi', key, args);

async function save(page) {
  await page.getByRole('button', { name: vi('common.save') }).click();
}

async function new_draft(page, title) {
  await page.goto('/tasks/new');
  await page.locator('[name=title]').fill(title);
  await page.locator('select[name=do]').selectOption('draft');
  await save(page);
  await page.waitForURL(/\/tasks\/\d+$/);
  return new URL(page.url()).pathname;
}

async function refused(page, { report, shots }) {
  const typed = { title: 'Đủ dấu: ưỡ <b>&"', detail: 'Dòng một\nDòng hai', person: 'Đỗ Thị Thử', due: '2026-12-24' };
  await page.goto('/tasks/new');
  for (const [name, value] of Object.entries(typed)) await page.locator(`[name=${name}]`).fill(value);
  await page.locator('form').filter({ has: page.locator('[name=title]') }).evaluate((form) => { form.noValidate = true; });
  await save(page);
  await page.locator('.gb-errors').waitFor();
  for (const [name, value] of Object.entries(typed)) {
    report.same(await page.locator(`[name=${name}]`).inputValue(), value, `refused: ${name} is kept`);
  }
  report.ok(await page.locator('.gb-errors').evaluate((node) => node === document.activeElement), 'refused: the summary has the focus');
  const marked = await page.locator('[aria-invalid=true]').evaluateAll((nodes) => nodes
    .filter((n) => !(n.getAttribute('aria-describedby') ?? '').split(' ').some((id) => document.getElementById(id)))
    .map((n) => n.outerHTML.slice(0, 100)));
  report.none(marked, 'refused: every marked field is described');
  report.none(await axe_faults(page), 'refused: axe');
  report.none(await overflow_at(page, 320, 256), 'refused: fits 400 % zoom');
  await picture(page, path.join(shots, 'forms-refused.png'));
  await page.locator('a.gb-tool[hreflang=en]').click();
  report.same(new URL(page.url()).pathname, '/tasks/new', 'refused: the language link leads back to the form');
  await page.locator('a.gb-tool[hreflang=vi]').click();
}

async function conflict(city, browser, page, { report, shots }) {
  const task = await new_draft(page, 'Hai người cùng sửa');
  const context = await city.enter(browser, 'focal_leader');
  const other = await context.newPage();
  await page.goto(`${task}/edit`);
  await other.goto(`${task}/edit`);
  await other.locator('[name=title]').fill('Người kia sửa trước');
  await save(other);
  await other.waitForURL(/\/tasks\/\d+$/);
  await page.locator('[name=title]').fill('Chữ của mình không mất');
  await save(page);
  await page.locator('[role=alert]').first().waitFor();
  const body = await page.locator('main').innerText();
  report.ok(body.includes('Người kia sửa trước'), 'conflict: the other version is shown');
  report.same(await page.locator('[name=title]').inputValue(), 'Chữ của mình không mất', 'conflict: one\'s own text is kept');
  report.none(await axe_faults(page), 'conflict: axe');
  report.none(await overflow_at(page, 360, 740), 'conflict: fits 360 px');
  await picture(page, path.join(shots, 'forms-conflict.png'));
  await save(page);
  await page.waitForURL(/\/tasks\/\d+$/);
  report.same(await page.locator('h1').innerText(), 'Chữ của mình không mất', 'conflict: sent again, it is saved');
  await context.close();
}

async function double_click(page, { report }) {
  await page.goto('/tasks/new');
  await page.locator('[name=title]').fill('Bấm hai lần');
  await page.locator('select[name=do]').selectOption('draft');
  await page.getByRole('button', { name: vi('common.save') }).dblclick();
  // the second click may end the first one's navigation: wait for the page, not for either of them
  await page.locator('main h1', { hasText: 'Bấm hai lần' }).waitFor();
  await page.goto('/tasks?state=draft');
  report.same(await page.locator('main table.gb-table tbody tr', { hasText: 'Bấm hai lần' }).count(), 1, 'a double click makes one row');
}

/* Signed out in another window: the text typed here is not lost. */
async function session_gone(city, browser, { report }) {
  const context = await city.enter(browser, 'focal_leader');
  const page = await context.newPage();
  await page.goto('/tasks/new');
  await page.locator('[name=title]').fill('Gõ xong thì hết phiên');
  await context.clearCookies({ name: 'gb_session' });
  const other = await context.newPage();
  await other.goto('/sign-in');
  await other.click('button[name=role][value=focal_leader]');
  await other.waitForURL('**/desk');
  await page.locator('form').filter({ has: page.locator('[name=title]') }).evaluate((form) => { form.noValidate = true; });
  await save(page);
  await page.locator('[role=alert]').first().waitFor();
  report.same(await page.locator('[name=title]').inputValue(), 'Gõ xong thì hết phiên', 'a new session: what was typed is kept');
  report.ok((await page.locator('main').innerText()).includes(vi('error.token')), 'and why is said');
  await context.close();
}

/* The keyboard alone: skip link, menu, every focus visible. */
async function keyboard(page, { report }) {
  await page.goto('/desk');
  await page.keyboard.press('Tab');
  report.same(await page.evaluate(() => document.activeElement.className), 'gb-skip', 'keyboard: the skip link is first');
  await page.keyboard.press('Enter');
  report.same(await page.evaluate(() => document.activeElement.id), 'main', 'keyboard: it leads to the content');
  const summary = page.locator('details.gb-dropdown > summary');
  await summary.focus();
  await page.keyboard.press('Enter');
  report.ok(await page.locator('.gb-dropdown-body').isVisible(), 'keyboard: the menu opens');
  await page.keyboard.press('Escape');
  report.ok(!await page.locator('.gb-dropdown-body').isVisible(), 'keyboard: Escape closes it');
  await page.goto('/tasks/new');
  const unseen = [];
  for (let n = 0; n < 30; n += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const node = document.activeElement;
      const style = getComputedStyle(node);
      const seen = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
      return seen || node === document.body ? '' : node.outerHTML.slice(0, 90);
    });
    if (at) unseen.push(at);
  }
  report.none(unseen, 'keyboard: the focus is always seen');
}

async function in_view(page, selector) {
  try {
    await page.waitForFunction((what) => {
      const { top } = document.querySelector(what).getBoundingClientRect();
      return top >= 0 && top < document.documentElement.clientHeight / 2;
    }, selector, { timeout: 4000 });
    return true;
  } catch {
    return false;
  }
}

async function scroll_down(page) {
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
}

/* Enter alone adds a clause whose text says who is to do what by when: with the unit's head filled in. */
async function clear_clause(page, { report }) {
  await page.goto('/documents/new');
  await page.locator('[name=text]').fill('Chủ tịch kết luận như sau: Giao Sở Xây dựng báo cáo kết quả khơi thông cửa thu '
    + 'nước, hoàn thành trước ngày 30/11/2026. Yêu cầu Sở Y tế công khai lịch trực trước ngày 05/12/2026.');
  await page.locator('[name=title]').fill('Kết luận hai việc rõ');
  await page.locator('form').filter({ has: page.locator('[name=text]') }).locator('.btn-primary').click();
  await page.waitForURL(/documents\/\d+/);
  const id = page.url().match(/documents\/(\d+)/)[1];
  await page.goto(`/documents/${id}/review`);
  report.ok(await page.locator('[name=person]').inputValue(), 'review: the head of a clear lead is filled in');
  report.ok(await page.locator('#persons option').count() > 0, 'review: persons of the unit are offered');
  await page.locator('#clause').focus();
  await page.keyboard.press('p');
  report.same(await page.evaluate(() => document.activeElement.name), 'person', 'review: p leads to the person');
  await page.locator('#clause').focus();
  await page.keyboard.press('Enter');
  await page.locator('.gb-count', { hasText: '1/2' }).waitFor();
  await page.locator('[name=person]').focus();
  await page.keyboard.press('Enter');
  await page.locator('.gb-count', { hasText: '2/2' }).waitFor();
  report.ok(true, 'review: Enter alone adds a clear clause');
}

/* From the end of a long form: what comes next, or what is missing, is in view and has the focus. */
async function review_steps(page, { report }) {
  const tops = () => page.locator('.gb-decide .btn').evaluateAll((all) => new Set(all
    .map((n) => Math.round(n.getBoundingClientRect().bottom / 10))).size);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto('/desk');
  await page.getByRole('link', { name: vi('desk.review_go_on') }).click();
  await page.locator('.gb-decide').waitFor();
  report.same(await tops(), 1, 'review: its buttons stand in one line');
  await scroll_down(page);
  await page.getByRole('button', { name: vi('word.accept') }).click();
  await page.locator('#review .gb-errors').waitFor();
  report.ok(await in_view(page, '.gb-errors'), 'review: what is missing comes into view');
  report.ok(await page.locator('.gb-errors').evaluate((n) => n === document.activeElement), 'review: and has the focus');
  const clause = await page.locator('#now').innerText();
  await scroll_down(page);
  await page.getByRole('button', { name: vi('word.reject') }).click();
  await page.waitForFunction((text) => document.querySelector('#now')?.innerText !== text, clause);
  report.ok(await in_view(page, '#clause .gb-quote'), 'review: the next clause comes into view');
  report.same(await page.evaluate(() => document.activeElement.id), 'clause', 'review: and has the focus');
  await page.setViewportSize({ width: 360, height: 780 });
  report.ok(await page.evaluate(() => document.querySelector('#clause').getBoundingClientRect().bottom
    <= document.querySelector('.gb-source').getBoundingClientRect().top), 'review: at 360 px the clause stands first');
  await page.keyboard.press('u');
  await page.locator('#now', { hasText: clause }).waitFor();
  await page.setViewportSize({ width: 1280, height: 900 });
}

/* What was said once is gone after the next step. */
async function split_is_said_once(page, { report }) {
  await page.goto('/desk');
  await page.getByRole('link', { name: vi('desk.review_go_on') }).first().click();
  await page.locator('#clause').focus();
  await page.keyboard.press('s');
  await page.getByRole('button', { name: vi('directive.split_do'), exact: true }).click();
  await page.locator('[data-flash]').waitFor();
  await page.locator('#clause').focus();
  await page.keyboard.press('j');
  await page.waitForFunction(() => !document.querySelector('[data-flash]'));
  report.ok(true, 'review: what was said of a split is gone after the next step');
  await page.getByRole('button', { name: vi('directive.join') }).click();
  await page.waitForFunction(() => !document.querySelector('.htmx-request, [aria-busy=true]'));
}

export default async function forms({ browser, city, report, shots }) {
  const context = await city.enter(browser, 'focal_officer');
  const page = await context.newPage();
  await refused(page, { report, shots });
  await conflict(city, browser, page, { report, shots });
  await double_click(page, { report });
  await keyboard(page, { report });
  await clear_clause(page, { report });
  const heard = listen(page);
  await review_steps(page, { report });
  await split_is_said_once(page, { report });
  report.none(heard, 'review: the console is silent at each step');
  await session_gone(city, browser, { report });
  await context.close();
}
