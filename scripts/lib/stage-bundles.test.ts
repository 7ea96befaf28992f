import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundlesOf, stageBundles } from './stage-bundles.mjs';

let out: string;

beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'headwater-bundles-'));
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

function put(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    writeFileSync(join(out, name), text);
  }
}

const bundles = {
  'main/index.cjs': 'require("./chunks/late.cjs");\n//# sourceMappingURL=index.cjs.map',
  'main/index.cjs.map': '{}',
  'main/chunks/late.cjs': '',
  'preload/index.cjs': '',
  'renderer/index.html': '',
  'renderer/assets/a.js': '',
  'viewer/index.html': '',
  'node/cli.mjs': 'import "./chunks/words.mjs";\nawait import("./chunks/serve.mjs");',
  'node/engine-host.mjs': 'import { t } from "./chunks/engine.mjs";\n//# sourceMappingURL=engine-host.mjs.map\n',
  'node/engine-host.mjs.map': '{}',
  'node/relay-worker.mjs': 'import "fastify";',
  'node/chunks/engine.mjs': 'export { u as t } from "./errors.mjs";\nconst late = await import("./late.mjs");',
  'node/chunks/errors.mjs': '',
  'node/chunks/late.mjs': 'import"../chunks/errors.mjs"',
  'node/chunks/serve.mjs': 'import { t } from "./engine.mjs"',
  'node/chunks/words.mjs': '',
};

test('what the engine and its threads load is there, also what they load late; the command line’s own is not', () => {
  put(bundles);
  stageBundles(out, join(out, 'packed'));
  const packed = readdirSync(join(out, 'packed'), { recursive: true, encoding: 'utf8' });
  expect(
    packed
      .map((name) => name.split(sep).join('/'))
      .filter((name) => name.startsWith('node/'))
      .sort(),
  ).toEqual([
    ...['node/chunks', 'node/chunks/engine.mjs', 'node/chunks/errors.mjs', 'node/chunks/late.mjs'],
    ...['node/engine-host.mjs', 'node/relay-worker.mjs'],
  ]);
});

test('neither maps nor what names them are packed', () => {
  put(bundles);
  stageBundles(out, join(out, 'packed'));
  const packed = readdirSync(join(out, 'packed'), { recursive: true, encoding: 'utf8' });
  expect(packed.filter((name) => name.endsWith('.map'))).toEqual([]);
  for (const name of ['main/index.cjs', 'node/engine-host.mjs']) {
    expect(readFileSync(join(out, 'packed', name), 'utf8')).not.toContain('sourceMappingURL');
  }
  expect(readFileSync(join(out, 'packed', 'main/index.cjs'), 'utf8')).toBe('require("./chunks/late.cjs");\n');
});

test('a bundle that is loaded and not there is an error, not an app that does not start', () => {
  put({ 'engine-host.mjs': 'import "./chunks/gone.mjs";' });
  expect(() => bundlesOf(out, ['engine-host.mjs'])).toThrow('Expected chunks/gone.mjs among the bundles');
});
