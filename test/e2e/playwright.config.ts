import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** The system's Chromium where there is one; else the one that `npx playwright install chromium` fetched. */
const systemChromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) =>
  existsSync(file),
);
const jsonReport = process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'];
const isRoot = process.getuid?.() === 0;
/** What a run leaves of a project; emptied when it begins, beside the pictures that tests take to be looked at. */
const outputOf = (project: string): string => `../../test-results/${project}`;
/** A real screen and camera composed, encoded, transcoded and watched: one of them takes more than a core. */
const whole = 'studio-whole*.spec.ts';
/** What else takes long, and comes last by its name. */
const long = ['viewer-look.spec.ts', 'viewer.spec.ts', 'studio-relays.spec.ts', 'studio-publishing.spec.ts'];
const chromium = { name: 'chromium', outputDir: outputOf('chromium'), use: { browserName: 'chromium' } } as const;

export default defineConfig({
  testDir: '.',
  // Files beside each other: they wait for live programmes half of their time. CONTRIBUTING.md, "Tests".
  workers: 3,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  // what takes longer hangs: beside much else a page takes ten times as long
  timeout: 600_000,
  expect: { timeout: 90_000 },
  // browsers, screens and encoders beside each other on few cores: who needed a second try is named as flaky in the summary
  retries: 1,
  reporter: jsonReport === undefined ? [['list']] : [['list'], ['json', { outputFile: jsonReport }]],
  use: {
    // Of a second try alone: a film of every page takes nearly as much of the machine as what it shows. Of a first failure there
    // are a picture, the page in words, and what was tried how often.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(systemChromium !== undefined && { executablePath: systemChromium }),
      // Chromium gives root no sandbox.
      args: isRoot ? ['--no-sandbox'] : [],
    },
  },
  projects: [
    // First, and never two of them beside each other: together they take longest, and would be what all wait for in the end.
    { ...chromium, testMatch: whole, workers: 1 },
    { ...chromium, testMatch: long },
    { ...chromium, testMatch: '*.spec.ts', testIgnore: [whole, ...long, 'electron/**'] },
    // windows share one screen, and what is in front of it
    { name: 'electron', outputDir: outputOf('electron'), testMatch: 'electron/*.spec.ts', workers: 1 },
  ],
});
