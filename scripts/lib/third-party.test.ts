import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { billOfMaterials, notices } from './licences.mjs';
import { root } from './root.mjs';
import { enginePackages, importedPackages, thirdParty } from './third-party.mjs';

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;

test('finds what a text imports, and not what it takes the types of', () => {
  const text = `
    import { a } from 'hls.js';
    import type { T } from 'typed';
    import
      { b, c } from "@scope/name/deep/path.js";
    export { d } from 'zod';
    import 'side-effect';
    const e = await import('lazy');
    import { join } from 'node:path';
    import { app } from 'electron';
    import { own } from './own.js';
    @import 'tailwindcss';`;
  expect(importedPackages(text).sort()).toEqual(
    ['@scope/name', 'hls.js', 'lazy', 'side-effect', 'tailwindcss', 'zod'].sort(),
  );
});

test('what the engine imports is a dependency: development’s packages are not in what is installed', () => {
  const installed = new Set([
    ...Object.keys(manifest['dependencies'] ?? {}),
    ...Object.keys(manifest['optionalDependencies'] ?? {}),
  ]);
  const engine = [...enginePackages()];
  expect(engine).toContain('fastify');
  expect(engine.filter((name) => !installed.has(name))).toEqual([]);
});

test('what is in the app is found, with its terms; what only builds it is not', () => {
  const packages = thirdParty();
  const names = packages.map(({ name }) => name);
  // the engine's, one that only another one wants, and what is bundled
  expect(names).toEqual(expect.arrayContaining(['fastify', 'find-my-way', 'react', 'scheduler', 'hls.js', 'zod']));
  for (const name of ['vite', 'vitest', 'typescript', 'electron-builder', 'eslint']) expect(names).not.toContain(name);
  expect(packages.filter(({ licence, texts }) => licence === '' && texts.length === 0)).toEqual([]);
  const text = notices(packages);
  expect(text).toContain('fastify');
  expect(text).toContain('Permission is hereby granted');
});

test('the bill of materials names each with its version, its terms and its hash', () => {
  const one = { name: '@a/b', version: '1.2.3', licence: 'MIT', texts: [], integrity: 'sha512-AAEC' };
  const programs = [
    { type: 'framework', name: 'electron', version: '45.0.0', licence: 'MIT' },
    { type: 'application', name: 'ffmpeg', version: '7.0.2', licence: 'GPL-3.0-or-later', sha256: 'ab' },
  ];
  const bill = billOfMaterials([one], { version: '9.9.9', programs });
  expect(bill.metadata.component.version).toBe('9.9.9');
  expect(bill.components[0]).toMatchObject({ name: 'electron', version: '45.0.0' });
  expect(bill.components[1]).toEqual({
    type: 'application',
    'bom-ref': 'ffmpeg@7.0.2',
    name: 'ffmpeg',
    version: '7.0.2',
    licenses: [{ expression: 'GPL-3.0-or-later' }],
    hashes: [{ alg: 'SHA-256', content: 'ab' }],
  });
  expect(bill.components[2]).toEqual({
    type: 'library',
    'bom-ref': 'pkg:npm/%40a/b@1.2.3',
    name: '@a/b',
    version: '1.2.3',
    purl: 'pkg:npm/%40a/b@1.2.3',
    licenses: [{ expression: 'MIT' }],
    hashes: [{ alg: 'SHA-512', content: '000102' }],
  });
});
