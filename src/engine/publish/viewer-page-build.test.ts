import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readViewerBuild } from './viewer-page-build.js';

const hash = '0123456789abcdef';
let outDir = '';

beforeEach(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'headwater-viewer-build-'));
  await mkdir(join(outDir, 'viewer/app', hash), { recursive: true });
  await writeFile(join(outDir, 'viewer/index.html'), `<script src="{{root}}app/${hash}/viewer.js"></script>`);
  await writeFile(join(outDir, 'viewer/app', hash, 'viewer.js'), 'export {};');
  await writeFile(join(outDir, 'viewer/app', hash, 'style.css'), 'a{}');
});
afterEach(() => rm(outDir, { recursive: true, force: true }));

describe('readViewerBuild', () => {
  it('reads template and files', async () => {
    expect(await readViewerBuild(outDir)).toEqual({
      hash,
      template: `<script src="{{root}}app/${hash}/viewer.js"></script>`,
      files: [
        { path: `app/${hash}/style.css`, body: 'a{}' },
        { path: `app/${hash}/viewer.js`, body: 'export {};' },
      ],
    });
  });

  it('says what to do when there is none, or it is not whole', async () => {
    await expect(readViewerBuild(join(outDir, 'none'))).rejects.toMatchObject({ code: 'internal' });
    await writeFile(join(outDir, 'viewer/app', hash, 'font.woff2'), new Uint8Array([255]));
    await expect(readViewerBuild(outDir)).rejects.toThrow('npm run build');
    await writeFile(join(outDir, 'viewer/index.html'), '<p>');
    await expect(readViewerBuild(outDir)).rejects.toMatchObject({ code: 'internal' });
  });
});
