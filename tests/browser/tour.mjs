// The first five minutes, as a newcomer goes through them: the public home, the desk, a document
// reviewed to its end, the unit that gets the task, the leader, the briefing, the log; then the same
// pages in English.
import fs from 'node:fs';
import path from 'node:path';
import { axe_faults, listen, overflow_at, picture } from './watch.mjs';
import { say, texts_of, vietnamese_left } from './words.mjs';

const NEW_TASK = 'Khơi thông cửa thu nước, trực các hầm chui khi mưa lớn';
const vi = (key, args) => say('vi', key, args);

class Tour {
  constructor({ browser, city, report, shots }) {
    Object.assign(this, { browser, city, report, shots, step: 0, heard: [] });
  }

  /* Somebody's own window; one at a time. */
  async as(role, lang = 'vi') {
    if (this.context) await this.context.close();
    this.context = await this.city.enter(this.browser, role, { lang });
    this.page = await this.context.newPage();
    this.heard.push(listen(this.page));
  }

  async shot(name) {
    this.step += 1;
    const file = `tour-${String(this.step).padStart(2, '0')}-${name}.png`;
    await picture(this.page, path.join(this.shots, file));
    this.report.none(await axe_faults(this.page), `${name}: axe`);
    this.report.none(await overflow_at(this.page, 320, 256), `${name}: fits 400 % zoom`);
  }

  text(selector) { return this.page.locator(selector).first().innerText(); }

  /* All rows of the list that is open, over all its pages; the foot of its first page. */
  async rows_and_foot() {
    const foot = await this.page.locator('tfoot').count() ? await this.text('tfoot') : await this.text('.empty');
    let rows = 0;
    for (;;) {
      rows += await this.page.locator('main table.gb-table tbody tr').count();
      const next = this.page.locator('a[rel=next]');
      if (!await next.count()) return { rows, foot };
      await this.page.goto(await next.getAttribute('href'));
    }
  }

  /* Each number of the page opens exactly that many rows, and the foot says so. */
  async figures_open(selector, what) {
    const figures = await this.page.locator(selector).evaluateAll((links) => links
      .filter((a) => !a.getAttribute('href').startsWith('#'))
      .map((a) => [a.getAttribute('href'), (a.querySelector('.gb-number') ?? a).textContent.trim()]));
    const back = this.page.url();
    this.report.ok(figures.length > 0, `${what}: there are figures`);
    for (const [href, shown] of figures) {
      const number = Number(shown.replace(/\D/g, ''));
      await this.page.goto(href);
      const { rows, foot } = await this.rows_and_foot();
      this.report.same(rows, number, `${what}: ${href} opens its rows`);
      this.report.ok(foot.includes(`${number} = ${number}`), `${what}: the foot adds up`, foot);
    }
    await this.page.goto(back);
    return figures.map(([, shown]) => shown);
  }

  /* ---- Public ---- */

  async public_home() {
    await this.as('public');
    await this.page.goto('/');
    await this.shot('home');
    const home = await this.text('body');
    for (const part of [vi('page.publisher'), vi('promise.done'), vi('promise.active'), vi('word.overdue'),
      vi('page.policy'), vi('page.demo_ribbon')]) {
      this.report.ok(home.includes(part), `home says ${part}`);
    }
    await this.figures_open('.gb-figures a', 'home');
    await this.page.locator('.gb-foot a', { hasText: vi('page.policy') }).click();
    this.report.same(new URL(this.page.url()).pathname, '/policy', 'the policy page opens');
    await this.shot('policy');
  }

  /* ---- Focal officer ---- */

  async desk() {
    await this.as('focal_officer');
    await this.page.goto('/desk');
    await this.shot('desk');
    await this.figures_open('.gb-figures a', 'desk');
    this.report.ok((await this.text('main')).includes('9/14'), 'desk: one document at 9/14');
    await this.page.getByRole('link', { name: vi('desk.review_go_on') }).click();
    await this.counted(9);
  }

  /* The counter reaches n of 14; htmx or not. */
  async counted(n) {
    try {
      await this.page.waitForFunction((text) => document.querySelector('#review .gb-count')?.textContent === text
        && !document.querySelector('.htmx-request, [aria-busy=true]'), `${n}/14`, { timeout: 8000 });
      this.report.ok(true, `review: ${n}/14`);
    } catch {
      this.report.fail(`review: ${n}/14`, await this.text('#review .gb-count'));
    }
  }

  clause(n) { return this.page.getByRole('heading', { name: vi('directive.clause_of', { n, all: 14 }) }); }

  async at_clause(n) {
    await this.clause(n).waitFor({ timeout: 8000 });
    this.report.ok(true, `review: clause ${n} is next`);
  }

  async fill_plan({ lead, person, output }) {
    const { page } = this;
    if (lead) {
      const other = page.locator('input[name=lead_pick][value=other]');
      if (await other.count()) await other.check();
      await page.locator('select[name=lead]').selectOption({ label: lead });
    }
    await page.locator('input[name=due_pick]').first().check();
    await page.locator('input[name=person]').fill(person);
    if (output) await page.locator('input[name=output]').fill(output);
  }

  /* A key, pressed where a reader would be: on the clause, not in a field. */
  async key(name) {
    await this.page.locator('#clause').focus();
    await this.page.keyboard.press(name);
  }

  async vague_stops() {
    const { page, report } = this;
    await this.at_clause(3);
    await this.shot('review-vague');
    report.ok((await this.text('#clause')).includes(vi('directive.vague_title')), 'review: a vague addressee is said');
    report.same(await page.locator('input[name=lead_pick]:checked, input[name=due_pick]:checked').count(), 0,
      'review: nothing is preselected');
    await this.key('Enter');
    await page.locator('#clause [aria-invalid=true]').first().waitFor();
    await this.counted(9);
    await this.shot('review-vague-stops');
    report.ok(await page.locator('#review .gb-errors').count() === 1, 'review: what is missing is summed up');
    await page.locator('textarea[name=title]').fill(NEW_TASK);
    await this.fill_plan({ lead: 'Sở Xây dựng', person: 'Phạm Minh Đức', output: 'Danh sách cửa thu nước đã khơi thông' });
    await this.shot('review-vague-set');
    await this.key('Enter');
    await this.counted(10);
  }

  async sensitive_converted() {
    const { page, report } = this;
    await this.at_clause(5);
    report.same(await page.locator('input[name=way]:checked').count(), 0, 'review: no way is preselected');
    await page.locator('input[name=way][value=converted]').check();
    await this.fill_plan({ person: 'Lê Thu Trang' });
    await this.shot('review-converted');
    await page.getByRole('button', { name: vi('directive.confirm') }).click();
    await this.counted(11);
  }

  async not_done_here() {
    const { page } = this;
    await this.at_clause(9);
    await page.locator('input[name=way][value=out_of_scope]').check();
    await page.getByRole('button', { name: vi('directive.confirm') }).click();
    await page.locator('#clause [aria-invalid=true]').first().waitFor();
    await this.shot('review-reason-missing');
    await page.locator('input[name=note]').fill('Hệ thống này không theo dõi con người.');
    await page.getByRole('button', { name: vi('directive.confirm') }).click();
    await this.counted(12);
  }

  async not_a_task_and_undo() {
    await this.at_clause(11);
    await this.key('x');
    await this.counted(13);
    await this.key('u');
    await this.counted(12);
    await this.at_clause(11);
    await this.shot('review-undone');
    await this.page.getByRole('button', { name: vi('word.reject') }).click();
    await this.counted(13);
  }

  async to_the_end() {
    await this.at_clause(14);
    await this.fill_plan({ lead: 'Văn phòng Ủy ban nhân dân Thành phố', person: 'Vũ Hải Yến', output: 'Báo cáo kết quả' });
    await this.page.getByRole('button', { name: vi('word.accept') }).click();
    await this.counted(14);
    this.report.ok((await this.text('#clause')).includes(vi('directive.finished_title', { n: 14 })), 'review: done is said');
    await this.shot('review-finished');
  }

  /* ---- Sở Xây dựng ---- */

  async unit() {
    const { report } = this;
    await this.as('unit_officer');
    await this.page.goto('/desk');
    await this.shot('unit-desk');
    const first = this.page.locator('section[aria-labelledby=fresh] .gb-rows > li').first();
    report.same(await first.locator('.gb-row-title').innerText(), NEW_TASK, 'unit: the new task is on top');
    report.ok((await first.locator('.gb-quote').innerText()).includes('khẩn trương khơi thông cửa thu nước'),
      'unit: with its source clause');
    this.task = await first.locator('.gb-row-title').getAttribute('href');
    await first.getByRole('button', { name: vi('word.receive') }).click();
    await this.page.locator('.alert-success').waitFor();
    report.ok((await this.text('.alert-success')).includes(vi('task.acknowledged')), 'unit: acknowledged is said');
    await this.page.goto(this.task);
    await this.shot('unit-task');
    await this.report_done();
    await this.ask_for_time();
  }

  async report_done() {
    const { page } = this;
    const evidence = path.join(this.city.folder, 'bien-ban.txt');
    fs.writeFileSync(evidence, 'Biên bản khơi thông 46 cửa thu nước\n');
    const form = page.locator(`form[action="${this.task}/report"]`);
    await form.locator('textarea[name=result]').fill('Đã khơi thông 46 cửa thu nước, phân công trực 4 hầm chui.');
    await form.locator('input[type=file]').setInputFiles(evidence);
    await form.getByRole('button', { name: vi('task.report') }).click();
    await page.locator('.alert-success').waitFor();
    this.report.ok((await this.text('main')).includes('bien-ban.txt'), 'unit: the evidence is there');
    await this.shot('unit-reported');
  }

  async ask_for_time() {
    const { page } = this;
    await page.goto('/desk');
    const next = page.locator('section[aria-labelledby=fresh] .gb-row-title').first();
    this.other = await next.getAttribute('href');
    await next.click();
    await page.locator(`form[action="${this.other}/acknowledge"] button`).click();
    await page.locator('.alert-success').waitFor();
    const form = page.locator(`form[action="${this.other}/extend"]`);
    const summary = page.locator('details.gb-fold summary', { hasText: vi('task.extend') });
    if (!await form.locator('textarea').isVisible()) await summary.click();
    await form.locator('input[name=day]').fill('2026-12-28');
    await form.locator('textarea[name=reason]').fill('Chờ vật tư thay thế, đã báo cáo tại giao ban.');
    await form.getByRole('button', { name: vi('task.extend') }).click();
    await page.locator('.alert-success').waitFor();
    this.report.ok((await this.text('main')).includes('28/12/2026'), 'unit: more time is asked for');
    await this.shot('unit-asked');
  }

  /* ---- Leader of the focal point ---- */

  async leader() {
    const { page, report } = await this.as('focal_leader').then(() => this);
    await page.goto(this.other);
    const before = await this.text('main');
    await this.shot('leader-asked');
    await page.getByRole('button', { name: vi('task.grant'), exact: true }).click();
    await page.locator('.alert-success').waitFor();
    const after = await this.text('dl.datagrid');
    const old_due = before.match(/từ (\d\d\/\d\d\/\d{4}) đến 28\/12\/2026/)?.[1];
    report.ok(old_due && after.includes('28/12/2026') && after.includes(old_due), 'leader: both dates are kept', after);
    await page.goto(this.task);
    await page.getByRole('button', { name: vi('task.confirm'), exact: true }).click();
    await page.locator('.alert-success').waitFor();
    report.ok((await this.text('.gb-states')).includes(vi('task.state_done')), 'leader: confirmed');
    await this.shot('leader-confirmed');
  }

  /* ---- The last closed quarter ---- */

  async briefing() {
    const { page, report } = await this.as('focal_leader').then(() => this);
    await page.goto('/briefing');
    await this.shot('briefings');
    await page.getByRole('link', { name: '2026Q3' }).first().click();
    await this.shot('briefing');
    const late = page.locator('.gb-figure-late');
    report.same(await late.locator('.gb-number').innerText(), '12', 'briefing: 12 late');
    report.same((await late.locator('.gb-label').innerText()).toLowerCase(), 'quá hạn', 'briefing: in words');
    await this.adds_up();
    await late.click();
    const { rows, foot } = await this.rows_and_foot();
    report.same(rows, 12, 'briefing: 12 late tasks open');
    report.ok(foot.includes('12 = 12'), 'briefing: the foot adds up', foot);
    await this.shot('briefing-late');
    await page.goto('/briefing/2026Q3');
    await this.figures_open('.gb-figures a', 'briefing');
    await this.figures_open('section[aria-labelledby=blocs] td a', 'briefing by bloc');
    await this.figures_open('section[aria-labelledby=missing] td a', 'briefing: not submitted');
  }

  /* Every table's columns add up to its foot, and all tables to the same. */
  async adds_up() {
    const faults = await this.page.locator('table.gb-table').evaluateAll((tables) => tables.flatMap((table) => {
      const cells = (row) => [...row.querySelectorAll('td.gb-num')].map((td) => Number(td.textContent.replace(/[^\d]/g, '')));
      const sums = [...table.querySelectorAll('tbody tr')].map(cells)
        .reduce((a, b) => (a.length ? a.map((n, i) => n + b[i]) : b), []);
      if (!table.tFoot) return []; // the late tasks: rows, not figures
      const foot = cells(table.tFoot.rows[0]);
      const uneven = foot.length < 6 ? [] : [...table.querySelectorAll('tr')].slice(1).map(cells)
        .filter(([planned, done, , reported, active]) => planned !== done + reported + active);
      if (uneven.length) return [`${table.caption.textContent}: ${uneven[0]} does not add up`];
      return JSON.stringify(sums) === JSON.stringify(foot) ? [] : [`${table.caption.textContent}: ${sums} is not ${foot}`];
    }));
    this.report.none(faults, 'briefing: tables add up');
  }

  /* ---- The log ---- */

  async log() {
    const { page, report } = await this.as('inspector').then(() => this);
    await page.goto('/audit');
    await this.shot('log');
    const lines = [];
    for (let pages = 0; pages < 3; pages += 1) {
      lines.push(...await page.locator('main table.gb-table tbody tr').evaluateAll((rows) => rows.map((row) =>
        [row.innerText, ...[...row.querySelectorAll('a')].map((a) => a.getAttribute('href'))].join(' '))));
      const next = page.locator('a[rel=next]');
      if (!await next.count()) break;
      await page.goto(await next.getAttribute('href'));
    }
    const task_id = this.task.split('/').pop();
    const other_id = this.other.split('/').pop();
    for (const [key, id, times] of [['directive_convert', '', 1], ['directive_out_of_scope', '', 1],
      ['directive_not_task', '', 2], ['directive_undo', '', 1], ['task_acknowledge', task_id, 1],
      ['task_report', task_id, 1], ['task_confirm', task_id, 1], ['task_extend', other_id, 1], ['task_grant', other_id, 1]]) {
      const word = vi(`audit.did_${key}`);
      const found = lines.filter((line) => line.includes(word) && line.includes(id)).length;
      report.ok(found >= times, `log: ${word} is a line`, `${found} lines`);
    }
    await page.goto('/audit');
    await page.getByRole('link', { name: vi('audit.check') }).click();
    report.ok((await this.text('main')).includes(vi('audit.intact')), 'log: the chain is intact');
    await this.shot('log-chain');
  }

  /* ---- In English ---- */

  async english(role, addresses) {
    await this.as(role);
    await this.page.goto(addresses[0]);
    await this.page.locator('a.gb-tool[hreflang=en]').click();
    for (const address of addresses) {
      await this.page.goto(address);
      this.report.same(await this.page.evaluate(() => document.documentElement.lang), 'en', `English: ${role} ${address}`);
      this.report.none(vietnamese_left(await texts_of(this.page)), `English: ${role} ${address} has no Vietnamese label`);
    }
    await this.shot(`english-${role}`);
  }

  async all_english() {
    const review = `/documents/${this.document}/review`;
    await this.english('public', ['/policy', '/sign-in', '/']);
    await this.english('unit_officer', ['/desk', this.task, '/tasks', this.other]);
    await this.english('focal_leader', [this.other, this.task, '/desk', '/tasks?state=late', '/briefing', '/briefing/2026Q3']);
    await this.english('inspector', ['/audit', '/audit/chain']);
    await this.english('focal_officer', ['/documents', `/documents/${this.document}`, '/tasks/new', '/documents/new',
      ...[3, 5, 9, 11, 14].map((n) => `${review}?clause=${n}`), review]);
  }
}

export default async function tour(tools) {
  const t = new Tour(tools);
  await t.public_home();
  await t.desk();
  t.document = new URL(t.page.url()).pathname.split('/')[2];
  await t.vague_stops();
  await t.sensitive_converted();
  await t.not_done_here();
  await t.not_a_task_and_undo();
  await t.to_the_end();
  await t.unit();
  await t.leader();
  await t.briefing();
  await t.log();
  await t.all_english();
  t.report.none(t.heard.flat(), 'the console is silent');
  await t.context.close();
}
