import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { areDependenciesInstalled } from './dependencies.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-deps-'));
  mkdirSync(join(folder, 'node_modules'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (file: string, packages: object) => writeFileSync(join(folder, file), JSON.stringify({ packages }));
const lock = {
  '': { name: 'x' },
  'node_modules/a': { version: '1.0.0' },
  'node_modules/b': { version: '2.0.0', optional: true },
};

it('is content with what npm installed, optional packages or not', () => {
  write('package-lock.json', lock);
  write('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.0.0' } });
  expect(areDependenciesInstalled(folder)).toBe(true);
});

it('asks for an install when a version changed, a package is new, or the install was broken off', () => {
  write('package-lock.json', lock);
  expect(areDependenciesInstalled(folder)).toBe(false);
  write('node_modules/.package-lock.json', { 'node_modules/a': { version: '0.9.0' } });
  expect(areDependenciesInstalled(folder)).toBe(false);
  writeFileSync(join(folder, 'node_modules/.package-lock.json'), '{"packages": {"node_mod');
  expect(areDependenciesInstalled(folder)).toBe(false);
});

it('takes the real node_modules for installed', () => {
  expect(areDependenciesInstalled(join(import.meta.dirname, '..', '..'))).toBe(true);
});
