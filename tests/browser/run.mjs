// Plays the suites, each with a demo city, a server and browser contexts of its own, two at a time.
// Prints FAILED lines as they come and `browser: N passed, N failed` at the end.
// Usage: run.mjs BINARY [SUITE...]; CHROMIUM names another browser.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { City } from './city.mjs';
import { Report } from './report.mjs';
import { catalogue } from './words.mjs';

const SUITES = ['pages', 'tour', 'forms', 'nojs', 'print'];
const AT_ONCE = 2;
const SUITE_MS = 400000;
const SHOTS = path.resolve('build/browser');
const ARGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

async function play(name, { binary, folder, browser, report }) {
  const started = Date.now();
  const city = new City(binary, path.join(folder, name));
  const own = report.of(name);
  let timer;
  try {
    await city.start();
    const suite = await import(`./${name}.mjs`);
    const late = new Promise((_, no) => {
      timer = setTimeout(() => no(new Error(`not done after ${SUITE_MS / 1000} s`)), SUITE_MS);
    });
    await Promise.race([suite.default({ browser, city, report: own, shots: SHOTS, words: catalogue }), late]);
  } catch (error) {
    own.fail('ends', String(error.stack || error).split('\n').slice(0, 6).join(' | '));
  } finally {
    clearTimeout(timer);
    own.same(await city.stop(), 0, 'the server ends well');
  }
  console.log(`${name}: ${own.passed} passed, ${own.failed} failed, ${((Date.now() - started) / 1000).toFixed(0)} s`);
}

async function main([binary, ...only]) {
  if (!binary) {
    console.error('usage: tests/browser/run BINARY [SUITE...]');
    process.exit(2);
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'giaoban-browser-'));
  const report = new Report();
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ARGS });
  const queue = SUITES.filter((name) => !only.length || only.includes(name));
  fs.mkdirSync(SHOTS, { recursive: true });
  const worker = async () => {
    while (queue.length) {
      await play(queue.shift(), { binary: path.resolve(binary), folder, browser, report });
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } finally {
    await browser.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
  console.log(`browser: ${report.passed} passed, ${report.failed} failed`);
  process.exitCode = report.failed || !report.passed ? 1 : 0;
}

await main(process.argv.slice(2));
