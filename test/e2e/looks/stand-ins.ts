import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { ffmpeg } from '../programme-media.js';

/** A drawing program with a landscape in it, which stands for what a creator shares. Sized by its window. */
export const sharedWindow = `<!doctype html><title>Valley.svg</title><style>
  html, body { margin: 0; height: 100%; overflow: hidden; font: 13px system-ui, sans-serif; background: #1b1f2a; color: #aab3c5 }
  body { display: grid; grid-template: 34px 1fr / 44px 1fr 190px }
  header { grid-column: 1 / -1; display: flex; gap: 18px; align-items: center; padding: 0 14px; background: #12151d; color: #d7dcea }
  header b { color: #fff; margin-right: 12px }
  nav { background: #161a24; display: grid; align-content: start; gap: 8px; padding: 10px 9px }
  nav i { width: 26px; height: 26px; border-radius: 6px; background: #262c3b }
  nav i:nth-child(3) { background: #e9a94b }
  aside { background: #161a24; padding: 12px } aside p { margin: 0 0 8px; padding: 7px 9px; border-radius: 6px; background: #212737 }
  aside p.on { background: #34405c; color: #fff } svg { width: 100%; height: 100%; display: block }
</style><header><b>Valley.svg</b>File<span>Edit</span><span>Object</span><span>View</span></header>
<nav><i></i><i></i><i></i><i></i><i></i><i></i></nav>
<svg viewBox="0 0 800 540" preserveAspectRatio="xMidYMid slice"><defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
<stop offset="0" stop-color="#2b3a67"/><stop offset=".55" stop-color="#c9788b"/><stop offset="1" stop-color="#f6c98f"/></linearGradient>
<linearGradient id="water" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#f3bd86"/><stop offset="1" stop-color="#3c7d93"/></linearGradient></defs>
<rect width="800" height="540" fill="url(#sky)"/><circle cx="520" cy="215" r="46" fill="#ffe3ad"/>
<path d="M0 300 130 180 230 270 350 140 470 290 600 190 800 310V540H0Z" fill="#6b5b86"/>
<path d="M0 350 160 260 300 340 430 250 560 350 700 270 800 330V540H0Z" fill="#46486f"/>
<path d="M0 400Q200 340 400 390T800 380V540H0Z" fill="#2c3a55"/>
<path d="M430 375Q360 400 430 425 560 465 380 540H690Q700 470 560 430 470 400 470 375Z" fill="url(#water)"/>
<g fill="#16202f"><path d="M70 470l26-90 26 90Z"/><path d="M120 490l32-120 32 120Z"/><path d="M180 500l22-80 22 80Z"/><path d="M690 480l28-105 28 105Z"/></g>
<g fill="none" stroke="#4fd6d2" stroke-width="1.5"><rect x="116" y="366" width="72" height="128"/></g></svg>
<aside><p class="on">Trees</p><p>River</p><p>Near hills</p><p>Far hills</p><p>Sun</p><p>Sky</p></aside>`;

const person = `<!doctype html><style>html, body { margin: 0 }</style><svg viewBox="0 0 640 480" width="640" height="480">
<defs><radialGradient id="wall" cx=".7" cy=".25"><stop offset="0" stop-color="#e0a869"/><stop offset="1" stop-color="#57343f"/></radialGradient></defs>
<rect width="640" height="480" fill="url(#wall)"/><rect x="60" y="50" width="120" height="160" rx="6" fill="#3a2a38"/><path d="M70 190 110 110 140 150 170 100V200H70Z" fill="#8a5f5a"/>
<path d="M130 480Q140 345 250 330H390Q500 345 510 480Z" fill="#28536b"/><path d="M275 300H365V345Q320 385 275 345Z" fill="#c98f6c"/>
<ellipse cx="320" cy="225" rx="82" ry="100" fill="#dca37d"/><path d="M234 215Q226 110 320 108 414 110 406 215 392 160 350 158 280 168 234 215Z" fill="#35221d"/>
<g fill="#2b1d19"><ellipse cx="288" cy="225" rx="8" ry="9"/><ellipse cx="352" cy="225" rx="8" ry="9"/></g><path d="M288 272Q320 298 352 272" fill="none" stroke="#8d4a3c" stroke-width="6" stroke-linecap="round"/>
<path d="M232 225Q222 92 320 92T408 225" fill="none" stroke="#20222b" stroke-width="13"/><g fill="#20222b"><rect x="214" y="198" width="30" height="64" rx="14"/><rect x="396" y="198" width="30" height="64" rx="14"/></g></svg>`;

/** Makes a film of somebody at a desk, for Chromium's fake camera: `file` of frames in JPEG, four seconds, runs round. */
export async function makeCamera(browser: Browser, dir: string): Promise<string> {
  const page = await browser.newPage({ viewport: { width: 640, height: 480 } });
  await page.setContent(person);
  const still = await page.screenshot({ type: 'png' });
  await page.close();
  const file = join(dir, 'camera.mjpeg');
  const sway = 'crop=600:450:20+6*sin(2*PI*t/4):15+4*sin(2*PI*t/2),scale=640:480';
  await ffmpeg(
    [
      '-loop',
      '1',
      '-framerate',
      '15',
      '-f',
      'image2pipe',
      '-i',
      'pipe:0',
      '-vf',
      sway,
      '-t',
      '4',
      '-pix_fmt',
      'yuvj420p',
      '-q:v',
      '3',
      file,
    ],
    still,
  );
  return file;
}
