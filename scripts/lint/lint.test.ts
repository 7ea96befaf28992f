import { join } from 'node:path';
import { ESLint, Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { processBoundaries } from './process-boundaries.mjs';

const root = join(import.meta.dirname, '..', '..');

/** Messages of the dependency rule for one import, as if it stood in `file` below src/. */
function objectionsTo(file: string, statement: string): string[] {
  const linter = new Linter({ cwd: root });
  const messages = linter.verify(
    statement,
    [
      {
        files: ['**/*.ts'],
        languageOptions: { parser: tseslint.parser },
        plugins: { headwater: { rules: { 'process-boundaries': processBoundaries } } },
        rules: { 'headwater/process-boundaries': 'error' },
      },
    ],
    { filename: join(root, 'src', file) },
  );
  return messages.map((message) => message.message);
}

describe('dependency rules', () => {
  it.each([
    ['shared/a.ts', `import '../engine/engine.js';`],
    ['shared/a.ts', `import { join } from 'node:path';`],
    ['shared/a.ts', `import { join } from 'path';`],
    ['shared/a.ts', `import pino from 'pino';`],
    ['engine/serve/a.ts', `import { app } from 'electron';`],
    ['engine/serve/a.ts', `import '../../cli/main.js';`],
    ['engine/serve/a.ts', `export * from '../../renderer/app/words.js';`],
    ['engine/a.ts', `const main = await import('../main/index.js');`],
    ['engine/a.ts', `import '../../test/servers/static-server.js';`],
    ['cli/a.ts', `import { app } from 'electron';`],
    ['cli/a.ts', `import '../main/quit.js';`],
    ['main/a.ts', `import { createEngine } from '../engine/engine.js';`],
    ['main/a.ts', `import pino from 'pino';`],
    ['preload/a.ts', `import { readFileSync } from 'node:fs';`],
    ['renderer/app/a.ts', `import { readFileSync } from 'node:fs';`],
    ['renderer/app/a.ts', `import { ipcRenderer } from 'electron';`],
    ['renderer/app/a.ts', `import { appRouter } from '../../engine/serve/router.js';`],
    ['renderer/app/a.ts', `import type { Engine } from '../../engine/engine-api.js';`],
    ['viewer/a.ts', `import '../renderer/app/words.js';`],
    ['viewer/a.ts', `export { x } from '../engine/clock.js';`],
  ])('refuses in src/%s: %s', (file, statement) => {
    expect(objectionsTo(file, statement)).toHaveLength(1);
  });

  it.each([
    ['shared/a.ts', `import { z } from 'zod'; import './errors.js';`],
    ['engine/serve/a.ts', `import { join } from 'node:path'; import '../../shared/errors.js'; import 'fastify';`],
    ['cli/a.ts', `import { createEngine } from '../engine/engine.js'; import '../shared/errors.js';`],
    ['main/a.ts', `import { app } from 'electron'; import type { Engine } from '../engine/engine-api.js';`],
    ['preload/a.ts', `import { contextBridge } from 'electron'; import type { Host } from '../shared/host.js';`],
    ['renderer/app/a.ts', `import type { AppRouter } from '../../engine/serve/router.js'; import 'react';`],
    ['viewer/a.ts', `import Hls from 'hls.js'; import '../shared/published.js';`],
  ])('allows in src/%s: %s', (file, statement) => {
    expect(objectionsTo(file, statement)).toEqual([]);
  });
});

describe('the configuration', () => {
  it('reports what the house style forbids', async () => {
    const eslint = new ESLint({ cwd: root });
    const bad = [
      'const text = JSON.parse("1") as any;',
      'declare const list: string[];',
      'const first = list[0]!;',
      'const later = async () => first;',
      'later();',
      'if (first == text) console.log(first);',
      'export default first;',
      ...Array.from({ length: 300 }, () => '// filler'),
    ].join('\n');
    // An existing file's name gives the text a place in the TypeScript project.
    const [result] = await eslint.lintText(bad, { filePath: join(root, 'src/shared/errors.ts') });
    const rules = new Set(result?.messages.map((message) => message.ruleId));
    expect([...rules]).toEqual(
      expect.arrayContaining([
        '@typescript-eslint/no-explicit-any',
        '@typescript-eslint/no-non-null-assertion',
        '@typescript-eslint/no-floating-promises',
        'eqeqeq',
        'no-console',
        'no-restricted-syntax',
        'max-lines',
      ]),
    );
  });
});
