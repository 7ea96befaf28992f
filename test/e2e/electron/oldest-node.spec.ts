import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

const root = join(import.meta.dirname, '..', '..', '..');

const runAsNode = (...args: readonly string[]) =>
  promisify(execFile)(createRequire(import.meta.url)('electron') as string, args, {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });

/**
 * The bundles must load in the oldest runtime that is supported. Where the Electron at hand is that one (33: Node 20.18), this
 * shows it; with a newer one it shows that much.
 */
test('the command line loads in the Node that Electron carries', async () => {
  const { stdout } = await runAsNode(join(root, 'out', 'node', 'cli.mjs'), 'version');
  expect(stdout.trim()).toMatch(/^\d+\.\d+\.\d+/);
});

test('the entry of the engine’s process loads there', async () => {
  // it says that nobody has started it to serve: all its modules have been read by then
  await expect(runAsNode(join(root, 'out', 'node', 'engine-host.mjs'))).rejects.toMatchObject({ code: 2 });
});
