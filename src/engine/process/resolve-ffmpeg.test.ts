import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installedFfmpegPath, outsideAsar } from './bundled-ffmpeg.js';
import { parseFfmpegVersion } from './ffmpeg-version.js';
import { resolveFfmpeg } from './resolve-ffmpeg.js';

let folder = '';
const none = (): null => null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater-ffmpeg-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function program(name: string, prints: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\necho '${prints}'\n`);
  await chmod(path, 0o755);
  return path;
}

// the stand-ins for ffmpeg are shell scripts
describe.runIf(process.platform !== 'win32')('resolveFfmpeg', () => {
  it('finds the one on PATH and reads its version', async () => {
    const ffmpeg = await resolveFfmpeg({ env: process.env, bundledPath: none });
    expect(ffmpeg.major).toBeGreaterThanOrEqual(5);
    expect(ffmpeg.path).toMatch(/ffmpeg$/);
  });

  it('takes FFMPEG_PATH before all others, and nothing else when it does not work', async () => {
    const path = await program('mine', 'ffmpeg version 6.1.1 Copyright');
    const env = { ...process.env, FFMPEG_PATH: path };
    expect(await resolveFfmpeg({ env })).toEqual({ path, version: '6.1.1', major: 6, minor: 1, source: 'env' });
    const broken = resolveFfmpeg({ env: { ...process.env, FFMPEG_PATH: '/nowhere/ffmpeg' } });
    await expect(broken).rejects.toMatchObject({
      code: 'ffmpeg.missing',
      details: { tried: '/nowhere/ffmpeg (ENOENT)' },
    });
  });

  it('takes the bundled one before the one on PATH, unless it cannot be run', async () => {
    const path = await program('bundled', 'ffmpeg version 6.1.1 Copyright');
    expect(await resolveFfmpeg({ env: process.env, bundledPath: () => path })).toMatchObject({
      path,
      source: 'bundled',
    });
    await chmod(path, 0o644);
    const system = await resolveFfmpeg({ env: process.env, bundledPath: () => path });
    expect(system.source).not.toBe('bundled');
  });

  it('of an installed app runs its own one, whatever the environment names', async () => {
    const own = await program('own', 'ffmpeg version 6.1.1 Copyright');
    const named = await program('named', 'ffmpeg version 7.1 Copyright');
    const env = { ...process.env, FFMPEG_PATH: named, FFMPEG_BIN: named };
    expect(await resolveFfmpeg({ env, ownPath: own })).toMatchObject({
      path: own,
      source: 'bundled',
      version: '6.1.1',
    });
  });

  it.each([
    ['cannot be run', 'something else 1.0', /\(not ffmpeg\)$/],
    ['is too old', 'ffmpeg version 4.4 Copyright', /\(4\.4: too old\)$/],
  ])('of an installed app takes no other one when its own %s', async (_how, prints, tried) => {
    const own = await program('own-broken', prints);
    const broken = resolveFfmpeg({ env: process.env, ownPath: own });
    await expect(broken).rejects.toMatchObject({
      code: 'ffmpeg.own-broken',
      details: { tried: expect.stringMatching(tried) },
    });
  });

  it('says what was tried when there is none', async () => {
    const other = await program('other', 'something else 1.0');
    const missing = resolveFfmpeg({ env: { PATH: '/nowhere' }, bundledPath: () => other });
    await expect(missing).rejects.toMatchObject({
      code: 'ffmpeg.missing',
      details: { tried: `FFMPEG_PATH (not set); ffmpeg on PATH (not there); ${other} (not ffmpeg)` },
    });
  });

  it('refuses what is older than 5.1', async () => {
    const old = await program('old', 'ffmpeg version 4.4.2-0ubuntu0.22.04.1 Copyright');
    const refused = resolveFfmpeg({ env: { FFMPEG_PATH: old } });
    await expect(refused).rejects.toMatchObject({ code: 'ffmpeg.too-old', details: { path: old } });
  });
});

describe('parseFfmpegVersion', () => {
  it.each([
    ['ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026', '5.1.9-0+deb12u1', 5, 1],
    ['ffmpeg version n7.1 Copyright', 'n7.1', 7, 1],
    ['ffmpeg version 6.1.1-essentials_build-www.gyan.dev', '6.1.1-essentials_build-www.gyan.dev', 6, 1],
    ['ffmpeg version N-112233-gabcdef\nlibavutil      58. 36.100 / 58. 36.100', 'N-112233-gabcdef', 6, 0],
    ['ffmpeg version git-2022-03-01\nlibavutil      57. 22.100 / 57. 22.100', 'git-2022-03-01', 5, 0],
  ])('reads %s', (output, version, major, minor) => {
    expect(parseFfmpegVersion(output)).toEqual({ version, major, minor });
  });

  it('knows what is not ffmpeg', () => {
    expect(parseFfmpegVersion('ffprobe version 5.1')).toBeNull();
  });
});

describe('installedFfmpegPath', () => {
  let resources = '';
  let outDir = '';
  let path = '';

  /** An archive that says this of itself. */
  async function pack(says: object): Promise<void> {
    resources = await mkdtemp(join(folder, 'installed-'));
    outDir = join(resources, 'app.asar', 'out');
    const beside = join(resources, 'app.asar.unpacked', 'node_modules', 'ffmpeg-static');
    path = join(beside, process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg');
    await mkdir(outDir, { recursive: true });
    await mkdir(beside, { recursive: true });
    await writeFile(join(resources, 'app.asar', 'package.json'), JSON.stringify({ name: 'headwater', ...says }));
  }

  it('finds an installed app’s own by its place, and no other one when that is gone', async () => {
    await pack({});
    expect(installedFfmpegPath(outDir)).toBe(path);
    await expect(resolveFfmpeg({ env: process.env, ownPath: path })).rejects.toMatchObject({
      code: 'ffmpeg.own-broken',
      details: { tried: `${path} (ENOENT)` },
    });
    await writeFile(path, '');
    expect(installedFfmpegPath(outDir)).toBe(path);
  });

  it('leaves one that was packed to try to this computer’s, unless one was put in its place', async () => {
    await pack({ ffmpeg: 'system' });
    expect(installedFfmpegPath(outDir)).toBeNull();
    await writeFile(path, '');
    expect(installedFfmpegPath(outDir)).toBe(path);
  });

  it('takes no clone for an installed app, whatever lies in its node_modules', async () => {
    await pack({});
    expect(installedFfmpegPath(join(resources, 'app.asar.unpacked', 'out'))).toBeNull();
  });
});

it('leaves the archive of Electron', () => {
  expect(outsideAsar('/opt/Headwater/resources/app.asar/node_modules/ffmpeg-static/ffmpeg')).toBe(
    '/opt/Headwater/resources/app.asar.unpacked/node_modules/ffmpeg-static/ffmpeg',
  );
  expect(outsideAsar('C:\\a\\app.asar.unpacked\\ffmpeg.exe')).toBe('C:\\a\\app.asar.unpacked\\ffmpeg.exe');
});
