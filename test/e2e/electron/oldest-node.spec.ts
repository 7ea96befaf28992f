import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

const root = join(import.meta.dirname, '..', '..', '..');

/**
 * The bundles must load in the oldest runtime that is supported. Where the Electron at hand is that one (33: Node 20.18), this
 * shows it; with a newer one it shows that much.
 */
test('the command line loads in the Node that Electron carries', async () => {
  const electron = createRequire(import.meta.url)('electron') as string;
  const { stdout } = await promisify(execFile)(electron, [join(root, 'out', 'node', 'cli.mjs'), 'version'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  expect(stdout.trim()).toMatch(/^\d+\.\d+\.\d+/);
});
