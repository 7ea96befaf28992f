import { defineConfig } from '@playwright/test';
import base from '../playwright.config.js';

/** Pictures of the studio's states, to be looked at. Not a part of `npm test`: what they check, the suite checks as well. */
export default defineConfig({
  ...base,
  testDir: '.',
  outputDir: '../../../test-results/looks-failed',
  workers: 1,
  retries: 0,
  projects: [
    { name: 'readme', testMatch: 'readme.looks.ts', use: { browserName: 'chromium' } },
    { name: 'looks', testMatch: '*.looks.ts', testIgnore: 'readme.looks.ts', use: { browserName: 'chromium' } },
  ],
  use: { ...base.use, trace: 'off' },
});
