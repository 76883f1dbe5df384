// A demo city of a pinned day, served on a port of its own, and browser contexts signed in to it.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

export const AS_OF = '2026-11-21';

function free_port() {
  return new Promise((done, fail) => {
    const server = net.createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

export class City {
  constructor(binary, folder) {
    this.binary = binary;
    this.folder = folder;
    this.db = path.join(folder, 'city.db');
    this.env = { ...process.env, GIAOBAN_KEY_FILE: path.join(folder, 'keys') };
  }

  command(...args) {
    return spawnSync(this.binary, args, { env: this.env, encoding: 'utf8' });
  }

  async start() {
    fs.mkdirSync(this.folder, { recursive: true });
    const made = this.command('demo', '--db', this.db, '--as-of', AS_OF);
    if (made.status !== 0) throw new Error(`demo: ${made.stderr}`);
    this.totals = made.stdout;
    const port = await free_port();
    this.base = `http://127.0.0.1:${port}`;
    this.server = spawn(this.binary, ['serve', '--db', this.db, '--listen', `127.0.0.1:${port}`,
      '--as-of', AS_OF, '--log-level', 'error'], { env: this.env, stdio: ['ignore', 'ignore', 'inherit'] });
    this.ended = new Promise((done) => { this.server.once('exit', (code) => done(code)); });
    await this.wait_up();
  }

  async wait_up() {
    for (let tries = 0; tries < 500; tries += 1) {
      try {
        if ((await fetch(`${this.base}/healthz`)).ok) return;
      } catch { /* not listening yet */ }
      await new Promise((done) => { setTimeout(done, 20); });
    }
    throw new Error('the server did not start');
  }

  async stop() {
    if (!this.server) return -1;
    this.server.kill('SIGTERM');
    return this.ended;
  }

  /* Rows of `giaoban routes`: { method, path, right }. */
  routes() {
    return this.command('routes').stdout.trim().split('\n').map((line) => {
      const [method, route, right] = line.split(/\s+/);
      return { method, path: route, right };
    });
  }

  /* A context in a language, signed in as a role by the button of the page ("public": not at all). */
  async enter(browser, role, { lang = 'vi', ...options } = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 },
      locale: lang === 'vi' ? 'vi-VN' : 'en-GB', baseURL: this.base, ...options });
    context.setDefaultTimeout(15000);
    await context.addCookies([{ name: 'gb_lang', value: lang, url: this.base }]);
    if (role === 'public') return context;
    const page = await context.newPage();
    await page.goto('/sign-in');
    await page.locator(`button[name=role][value=${role}]`).press('Enter');
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    await page.close();
    return context;
  }
}
