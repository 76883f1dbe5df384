// Be Vietnam Pro, regular and semibold: Latin and Vietnamese joined in one file for each weight
// and cut to the letters the product shows. Usage: node web/fonts.mjs OUT_DIR
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execFileSync } from 'node:child_process';

const FILES = path.resolve('node_modules/@fontsource/be-vietnam-pro/files');
// ASCII, Latin-1, the letters of Vietnamese, combining marks, punctuation, dong sign, minus.
const LATIN = 'U+0020-007E,U+00A0-00FF,U+0300,U+0301,U+0303,U+0309,U+0323,'
  + 'U+2010-2015,U+2018-201E,U+2022,U+2026,U+202F,U+2032,U+2212';
const VIETNAMESE = 'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,'
  + 'U+1EA0-1EF9,U+20AB';
const KEEP = '--layout-features=kern,mark,mkmk,ccmp,locl,liga';

function subset(from, to, unicodes, more = []) {
  execFileSync('/usr/bin/pyftsubset', [from, `--unicodes=${unicodes}`, KEEP, '--no-hinting',
    `--output-file=${to}`, ...more], { stdio: ['ignore', 'ignore', 'inherit'] });
}

function build_weight(weight, out, scratch) {
  const source = (set) => path.join(FILES, `be-vietnam-pro-${set}-${weight}-normal.woff2`);
  const parts = ['latin', 'vietnamese'].map((set) => path.join(scratch, `${set}-${weight}.ttf`));
  subset(source('latin'), parts[0], LATIN);
  subset(source('vietnamese'), parts[1], VIETNAMESE);
  const merged = path.join(scratch, `merged-${weight}.ttf`);
  execFileSync('/usr/bin/pyftmerge', [...parts, `--output-file=${merged}`],
    { cwd: scratch, stdio: 'ignore', env: { ...process.env, SOURCE_DATE_EPOCH: '0' } });
  subset(merged, path.join(out, `font-${weight}.woff2`), `${LATIN},${VIETNAMESE}`,
    ['--flavor=woff2']);
}

const out = path.resolve(process.argv[2]);
fs.mkdirSync(out, { recursive: true });
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'giaoban-fonts-'));
try {
  for (const weight of [400, 600]) build_weight(weight, out, scratch);
} finally {
  fs.rmSync(scratch, { recursive: true, force: true });
}
