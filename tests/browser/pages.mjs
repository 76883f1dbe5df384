// Every page a role may open, in both languages: the routes without a parameter and whatever is
// linked from there, a bounded number of each kind. A page must be without axe violations, fit 360 px
// and 400 % zoom, leave the console silent, speak one language, and have no dead link.
import path from 'node:path';
import { axe_faults, listen, make_of, overflow, overflow_at, picture } from './watch.mjs';
import { texts_of, unfinished, vietnamese_left } from './words.mjs';

const ROLES = ['public', 'focal_officer', 'unit_officer', 'city_leader', 'inspector', 'admin'];
const LANGS = ['vi', 'en'];
const OF_A_KIND = { vi: 2, en: 1 };   // pages of one route and one set of query names that are looked at
const PAGES_MAX = 26;        // for one role and language
const LINKS_MAX = 80;        // asked for one role
const LINKS_OF_A_KIND = 6;   // of one route and query
const NOT_PAGES = /\.csv$|\/file\/|\/original$|\/evidence\/|^\/language\/|^\/contrast\/|^\/healthz$|^\/a\//;

/* "/tasks/123?state=late" -> "/tasks/:id?state": the route that serves it and the names asked with. */
function kind_of(url, routes) {
  const parts = url.pathname.split('/');
  const fits = (route) => {
    const own = route.path.split('/');
    return own.length === parts.length && own.every((part, i) => part.startsWith(':') || part === parts[i]);
  };
  const route = routes.find((r) => r.path === url.pathname) ?? routes.find(fits);
  const names = [...new Set(url.searchParams.keys())].sort().join('&');
  return (route?.path ?? url.pathname) + (names && `?${names}`);
}

function links_of(page) {
  return page.evaluate(() => [...document.querySelectorAll('a[href], form[method=get]')]
    .map((n) => new URL(n.getAttribute('href') ?? n.getAttribute('action'), document.baseURI))
    .filter((url) => url.origin === location.origin)
    .map((url) => url.pathname + url.search));
}

/* Anchors to places of the same page that are not there. */
function lost_anchors(page) {
  return page.evaluate(() => [...document.querySelectorAll('a[href^="#"]')]
    .map((n) => n.getAttribute('href').slice(1))
    .filter((id) => id && !document.getElementById(id)));
}

class Walk {
  constructor(tools, role, lang, examined) {
    Object.assign(this, tools, { role, lang, examined });
    this.kinds = new Map();
    this.seen = new Set();
    this.queue = [];
    this.links = new Map();
  }

  where(address) { return `${this.role} ${this.lang} ${address}`; }

  offer(address, from) {
    if (this.links.has(address)) return;
    const url = new URL(address, this.city.base);
    const kind = kind_of(url, this.routes);
    const nth = this.kinds.get(kind) ?? 0;
    this.kinds.set(kind, nth + 1);
    if (nth < LINKS_OF_A_KIND) this.links.set(address, from);
    if (nth < OF_A_KIND[this.lang] && !NOT_PAGES.test(url.pathname)) this.queue.push(address);
  }

  async look(page, address) {
    const where = this.where(address);
    const answer = await page.goto(address);
    const { report } = this;
    if (!report.ok(answer.status() < 400, `${where} opens`, answer.status())) return;
    for (const link of await links_of(page)) this.offer(link, address);
    report.none(await lost_anchors(page), `${where} anchors lead somewhere`);
    const texts = await texts_of(page);
    report.none(unfinished(texts), `${where} has no bare key`);
    if (this.lang === 'en') report.none(vietnamese_left(texts), `${where} is English`);
    const make = await make_of(page);
    if (this.examined.has(make)) return;
    this.examined.add(make);
    report.none(await overflow(page), `${where} fits 1280 px`);
    // 1201 and 961: the narrowest at which the menu stands beside the page, and lists are tables
    for (const width of [1201, 961, 360]) {
      report.none(await overflow_at(page, width, 740), `${where} fits ${width} px`);
    }
    report.none(await overflow_at(page, 320, 256), `${where} fits 400 % zoom`);
    report.none(await axe_faults(page), `${where} axe`);
  }

  /* Links that were offered and not opened as pages answer, or are refused by right. */
  async ask_links(context) {
    const dead = [];
    const rest = [...this.links].filter(([address]) => !this.seen.has(address)).slice(0, LINKS_MAX);
    for (const [address, from] of rest) {
      const answer = await context.request.get(address, { maxRedirects: 0 });
      if (answer.status() >= 400 && answer.status() !== 403) dead.push(`${address} on ${from}: ${answer.status()}`);
      await answer.dispose();
    }
    this.report.none(dead, `${this.where('')}no dead link among ${rest.length}`);
  }

  async run() {
    const context = await this.city.enter(this.browser, this.role, { lang: this.lang });
    const page = await context.newPage();
    const heard = listen(page);
    const plain = this.routes.filter((r) => !r.path.includes(':') && !NOT_PAGES.test(r.path));
    for (const route of plain) {
      const answer = await context.request.get(route.path, { maxRedirects: 0 });
      if (answer.status() === 200) this.offer(route.path, 'routes');
    }
    for (let n = 0; this.queue.length && n < PAGES_MAX; n += 1) {
      const address = this.queue.shift();
      this.seen.add(address);
      await this.look(page, address);
    }
    await this.look_refused(page);
    if (this.lang === 'vi') await this.ask_links(context);
    this.report.none(heard, `${this.where('')}console is silent`);
    await page.close();
    await context.close();
    return this.seen.size;
  }

  /* The error page is a page too. */
  async look_refused(page) {
    const answer = await page.goto('/nowhere');
    this.report.same(answer.status(), 404, `${this.where('/nowhere')} is not found`);
    const make = await make_of(page);
    if (this.lang === 'en') this.report.none(vietnamese_left(await texts_of(page)), `${this.where('/nowhere')} is English`);
    if (this.examined.has(make)) return;
    this.examined.add(make);
    this.report.none(await axe_faults(page), `${this.where('/nowhere')} axe`);
    this.report.none(await overflow_at(page, 320, 256), `${this.where('/nowhere')} fits 400 % zoom`);
  }
}

/* One picture of each page in each language at both widths, to be looked at by a person. */
async function pictures(tools, role, lang, address, name) {
  const context = await tools.city.enter(tools.browser, role, { lang });
  const page = await context.newPage();
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(address);
    await picture(page, path.join(tools.shots, `page-${name}-${lang}-${width}.png`));
  }
  await context.close();
}

export default async function pages(given) {
  const routes = given.city.routes().filter((route) => route.method === 'GET');
  const tools = { ...given, routes };
  const examined = new Set();
  for (const lang of LANGS) {
    for (const role of ROLES) {
      const n = await new Walk(tools, role, lang, examined).run();
      tools.report.ok(n > 1, `${role} ${lang} has pages`, n);
    }
  }
  for (const lang of LANGS) {
    await pictures(tools, 'public', lang, '/sign-in', 'sign-in');
    await pictures(tools, 'admin', lang, '/accounts', 'accounts');
    await pictures(tools, 'focal_officer', lang, '/tasks/new', 'task-new');
  }
}
