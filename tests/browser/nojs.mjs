// Everything without a script: sign in, filter, add a task (wrong, then right), split a clause, review one.
import path from 'node:path';
import { picture } from './watch.mjs';
import { say } from './words.mjs';

const vi = (key, args) => say('vi', key, args);

/* Focus and Enter, as a reader with a keyboard does. A click would first wait for the element to hold
   still, which is measured by animation frames, and those need not come where scripts are off. */
async function push(page, locator) {
  const arrived = page.waitForEvent('domcontentloaded');
  await locator.focus();
  await page.keyboard.press('Enter');
  await arrived;
}

async function filter(page, report) {
  await page.goto('/tasks');
  await page.locator('select[name=state]').selectOption('late');
  await push(page, page.getByRole('button', { name: vi('listing.filter') }));
  report.same(new URL(page.url()).searchParams.get('state'), 'late', 'the filter is in the address');
  const rows = page.locator('main table.gb-table tbody tr');
  const late = page.locator('main table.gb-table tbody tr', { has: page.locator('.badge-late') });
  report.ok(await rows.count() > 0, 'late tasks are listed');
  report.same(await late.count(), await rows.count(), 'all of them are late');
  await push(page, page.locator('.gb-chips a.gb-chip').first());
  report.ok(!new URL(page.url()).searchParams.get('state'), 'a filter is taken off');
  await push(page, page.locator('thead a').first());
  report.ok(new URL(page.url()).searchParams.get('sort'), 'the list is sorted by a link');
}

async function add_task(page, report) {
  await page.goto('/tasks/new');
  await page.locator('[name=title]').fill('Thêm khi không có tập lệnh');
  await page.locator('form[novalidate] , form').filter({ has: page.locator('[name=title]') })
    .evaluate((form) => { form.noValidate = true; });
  await page.locator('[name=due]').fill('2026-12-10');
  await push(page, page.getByRole('button', { name: vi('common.save') }));
  report.ok(await page.locator('.gb-errors').isVisible(), 'what is missing is summed up');
  report.same(await page.locator('[name=title]').inputValue(), 'Thêm khi không có tập lệnh', 'the title is kept');
  report.same(await page.locator('[name=due]').inputValue(), '2026-12-10', 'the day is kept');
  const anchors = await page.locator('.gb-errors a').evaluateAll((links) => links
    .map((a) => a.getAttribute('href').slice(1)).filter((id) => !document.getElementById(id)));
  report.none(anchors, 'the summary leads to the fields');
  await page.locator('[name=output]').fill('Bảng công khai');
  await page.locator('select[name=lead]').selectOption({ label: 'Sở Xây dựng' });
  await page.locator('[name=person]').fill('Trần Thu Thử');
  await push(page, page.getByRole('button', { name: vi('common.save') }));
  report.ok(/\/tasks\/\d+$/.test(page.url()), 'the task is added', page.url());
  report.ok((await page.locator('.alert-success').innerText()).includes(vi('task.added')), 'and it is said');
}

async function review_clause(page, report) {
  await page.goto('/desk');
  await push(page, page.getByRole('link', { name: vi('desk.review_go_on') }));
  report.same(await page.locator('.gb-count').first().innerText(), '9/14', 'the review is at 9/14');
  await push(page, page.getByRole('button', { name: vi('word.reject') }));
  report.same(await page.locator('.gb-count').first().innerText(), '10/14', 'one clause decided: 10/14');
  report.same(new URL(page.url()).hash, '#clause', 'the address leads to the next clause');
  await push(page, page.getByRole('button', { name: vi('directive.undo') }));
  report.same(await page.locator('.gb-count').first().innerText(), '9/14', 'undone: 9/14');
}

async function split_clause(page, report) {
  const count = () => page.locator('.gb-count').first().innerText();
  await page.goto('/desk');
  await push(page, page.getByRole('link', { name: vi('desk.review_go_on') }));
  const quote = (await page.locator('#clause .gb-quote').innerText()).split('\n')[0];
  await push(page, page.getByRole('link', { name: vi('directive.split') }));
  const halves = [await page.locator('[name=first]').inputValue(), await page.locator('[name=second]').inputValue()];
  report.ok(halves.every((half) => half && quote.includes(half)), 'both halves stand in the form', halves.join(' | '));
  await page.locator('[name=second]').fill('Chữ khác');
  await push(page, page.getByRole('button', { name: vi('directive.split_do'), exact: true }));
  report.same(await page.locator('.gb-errors li').count(), 1, 'other words than the document\'s are refused');
  await page.locator('[name=second]').fill(halves[1]);
  await push(page, page.getByRole('button', { name: vi('directive.split_do'), exact: true }));
  report.same(await count(), '9/15', 'one clause is two: 9/15');
  await push(page, page.getByRole('button', { name: vi('directive.join') }));
  report.same(await count(), '9/14', 'joined again: 9/14');
}

export default async function nojs({ browser, city, report, shots }) {
  const context = await city.enter(browser, 'focal_officer', { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/desk');
  report.ok((await page.locator('h1').innerText()).length > 0, 'signed in');
  await filter(page, report);
  await add_task(page, report);
  await split_clause(page, report);
  await review_clause(page, report);
  await picture(page, path.join(shots, 'nojs-review.png'));
  await page.locator('details.gb-dropdown summary').focus();
  await page.keyboard.press('Enter');
  await push(page, page.getByRole('button', { name: vi('page.sign_out') }));
  await page.goto('/tasks');
  report.ok(page.url().includes('/sign-in'), 'signed out', page.url());
  await context.close();
}
