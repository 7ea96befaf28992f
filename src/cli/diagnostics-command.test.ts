import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { UsageError } from './command.js';
import { diagnostics, uploadLines } from './diagnostics.js';
import { helpText } from './help.js';
import { parseCommand } from './parse-command.js';

it('is read, and has help that names every option', () => {
  expect(parseCommand(['diagnostics'])).toEqual({
    name: 'diagnostics',
    dataDir: null,
    broadcastId: null,
    out: null,
    upload: false,
  });
  const args = ['--broadcast', '20261121-071403-k3m9x2ab', '--out', 'a.zip', '--upload', '--data', 'x'];
  expect(parseCommand(['diagnostics', ...args])).toMatchObject({
    broadcastId: '20261121-071403-k3m9x2ab',
    out: 'a.zip',
    upload: true,
  });
  for (const flag of args.filter((arg) => arg.startsWith('--'))) expect(helpText('diagnostics')).toContain(flag);
  expect(helpText(null)).toContain('diagnostics');
  for (const wrong of [['--broadcast', '../x'], ['--out', ''], ['--seconds', '3'], ['x']]) {
    expect(() => parseCommand(['diagnostics', ...wrong])).toThrow(UsageError);
  }
});

it('says when everybody can read what was uploaded, and why nothing was', () => {
  const done = { status: 'done', destinationName: 'Help', key: 'diagnostics/d.zip' } as const;
  const isPublic = (left: string | null) =>
    uploadLines({ status: 'failed', reason: { code: 'diagnostics.public', details: { name: 'Help', left } } }).join(
      ' ',
    );
  expect(isPublic(null)).toMatch(/^Not uploaded\. .*Everybody could read .*"Help"/);
  expect(isPublic('diagnostics/d.zip')).toMatch(/^Everybody can read .*delete diagnostics\/d\.zip/);
  expect(uploadLines({ ...done, isPublic: null }).join(' ')).toContain('could not be found out');
  const [line] = uploadLines({ status: 'failed', reason: { code: 'publish.no-bucket', details: {} } });
  expect(line).toMatch(/^Not uploaded\. \w/);
});

it('saves what there is where no studio ever ran', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-diagnostics-'));
  try {
    const printed: string[] = [];
    const around = { platform: process.platform, env: process.env, home: folder, cwd: folder };
    const context = { around, outDir: '', version: '1', print: (line: string) => printed.push(line), tell: () => 0 };
    const command = { name: 'diagnostics', dataDir: folder, broadcastId: null, out: null, upload: false } as const;
    expect(await diagnostics(command, context)).toBe(0);
    expect(readdirSync(join(folder, 'exports')).map((name) => join(folder, 'exports', name))).toEqual(printed);
    expect(readdirSync(folder)).toEqual(['exports']);
    const unknown = { ...command, broadcastId: '20200101-000000-aaaaaaaa' };
    await expect(diagnostics(unknown, context)).rejects.toMatchObject({ code: 'recording.not-found' });
    await expect(diagnostics({ ...command, upload: true }, context)).rejects.toMatchObject({
      code: 'destination.invalid',
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
