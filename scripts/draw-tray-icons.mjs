import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findOnPath } from './lib/system-packages.mjs';
import { root } from './lib/root.mjs';

// Draws resources/tray anew: `node scripts/draw-tray-icons.mjs`. What is drawn is kept in the repository.

const waves = 'M6 12q5-5.500 10 0t10 0M6 20q5-5.500 10 0t10 0';
/** Told apart by their shape, not by colour alone: a disc is live, a ring records, a half is rehearsed. */
const marks = {
  off: '',
  live: '<circle cx="25" cy="25" r="7" fill="COLOUR"/>',
  recording: '<circle cx="25" cy="25" r="5" fill="none" stroke="COLOUR" stroke-width="4"/>',
  rehearsal: '<path d="M25 18a7 7 0 0 0 0 14z" fill="COLOUR"/>',
};

/** @param {string} mark */
const coloured = (mark) => `<rect width="32" height="32" rx="9" fill="#0e7c86"/>
  <path d="${waves}" fill="none" stroke="#fff" stroke-width="3.500" stroke-linecap="round"/>
  ${mark === '' ? '' : '<circle cx="25" cy="25" r="9" fill="#0b1417"/>'}${mark.replace('COLOUR', '#ff5a5f')}`;

/** Of macOS: a shape, to be filled by the system. What the mark stands on is cut out. @param {string} mark */
const template = (mark) => `<mask id="cut"><rect width="32" height="32" fill="#fff"/>
  ${mark === '' ? '' : '<circle cx="25" cy="25" r="9.500" fill="#000"/>'}</mask>
  <path d="${waves}" fill="none" stroke="#000" stroke-width="3.500" stroke-linecap="round" mask="url(#cut)"/>
  ${mark.replace('COLOUR', '#000')}`;

const folder = join(root, 'resources', 'tray');
await mkdir(folder, { recursive: true });
const executablePath = findOnPath('chromium') ?? findOnPath('google-chrome');
const browser = await chromium.launch({
  ...(executablePath !== null && { executablePath }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();
for (const [name, mark] of Object.entries(marks)) {
  for (const { ending, size, draw } of [
    { ending: '.png', size: 24, draw: coloured },
    { ending: '@2x.png', size: 48, draw: coloured },
    { ending: 'Template.png', size: 18, draw: template },
    { ending: 'Template@2x.png', size: 36, draw: template },
  ]) {
    await page.setViewportSize({ width: size, height: size });
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${draw(mark)}</svg>`;
    await page.setContent(`<style>*{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`);
    await writeFile(join(folder, name + ending), await page.screenshot({ omitBackground: true }));
  }
}
await browser.close();
