// The icon sprite: our names for what an icon means, and the Tabler drawing behind each.
import fs from 'node:fs';
import path from 'node:path';

export const ICONS = {
  alert: 'alert-triangle', audit: 'history', back: 'arrow-left', bell: 'bell',
  briefing: 'presentation', calendar: 'calendar-event', check: 'check',
  'check-circle': 'circle-check', 'chevron-down': 'chevron-down',
  'chevron-left': 'chevron-left', 'chevron-right': 'chevron-right', clock: 'clock',
  contrast: 'contrast', desk: 'layout-dashboard', document: 'file-text', download: 'download',
  edit: 'pencil', external: 'external-link', filter: 'filter', flag: 'flag', help: 'help-circle',
  home: 'home', info: 'info-circle', key: 'key', keyboard: 'keyboard', language: 'language',
  link: 'link', list: 'list', menu: 'menu-2', message: 'message-2', minus: 'minus',
  organisation: 'building-community', place: 'map-pin', plan: 'target-arrow', plus: 'plus',
  printer: 'printer', review: 'list-check', search: 'search', settings: 'settings',
  shield: 'shield-check', 'sign-in': 'login-2', 'sign-out': 'logout', sort: 'arrows-sort',
  split: 'arrows-split-2', sun: 'sun', task: 'checkbox', tree: 'hierarchy-2',
  undo: 'arrow-back-up', upload: 'upload', user: 'user', users: 'users', x: 'x',
};

const ATTRIBUTES = 'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
  + 'stroke-linecap="round" stroke-linejoin="round"';

function symbol(modules, name, drawing) {
  const file = path.join(modules, '@tabler/icons/icons/outline', `${drawing}.svg`);
  const body = fs.readFileSync(file, 'utf8')
    .replace(/<!--[\s\S]*?-->/g, '').replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '')
    .replace(/\s*\n\s*/g, '').replace(/<path stroke="none"[^>]*>/, '').replace(/ \/>/g, '/>');
  return `<symbol id="${name}" ${ATTRIBUTES}>${body}</symbol>`;
}

/* One SVG with a <symbol> for each icon; used as <use href="/a/icons.HASH.svg#NAME">. */
export function build_icons(modules) {
  const symbols = Object.entries(ICONS).map(([name, drawing]) => symbol(modules, name, drawing));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`;
}
