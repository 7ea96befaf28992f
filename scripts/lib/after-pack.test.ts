import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Arch, type AfterPackContext } from 'electron-builder';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { afterPack } from './after-pack.mjs';

let appOutDir: string;
const program = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
const ffmpegFolder = 'resources/app.asar.unpacked/node_modules/ffmpeg-static';

beforeEach(() => {
  appOutDir = mkdtempSync(join(tmpdir(), 'headwater-after-pack-'));
});
afterEach(() => rmSync(appOutDir, { recursive: true, force: true }));

function put(...names: string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(appOutDir, name)), { recursive: true });
    writeFileSync(join(appOutDir, name), '');
  }
}

/** What electron-builder hands over, as far as it is looked at. */
const context = (target: string, arch: Arch = process.arch === 'arm64' ? Arch.arm64 : Arch.x64): AfterPackContext =>
  ({
    appOutDir,
    arch,
    electronPlatformName: process.platform,
    targets: [{ name: target }],
    packager: { getResourcesDir: (folder: string) => join(folder, 'resources') },
  }) as unknown as AfterPackContext;

test('takes out what starts other programs, and leaves the app', async () => {
  put('version', 'resources/default_app.asar', 'resources/app/main.js', 'resources/app.asar');
  await afterPack(context('dir'));
  const left = ['version', 'resources/default_app.asar', 'resources/app', 'resources/app.asar'];
  expect(left.filter((name) => existsSync(join(appOutDir, name)))).toEqual(['resources/app.asar']);
});

test('an installer without ffmpeg, or without its licence, is none', async () => {
  put('resources/app.asar');
  await expect(afterPack(context('deb'))).rejects.toThrow(/Expected .*ffmpeg.* in the package, got none/);
  put(`${ffmpegFolder}/${program}`);
  await expect(afterPack(context('nsis'))).rejects.toThrow(/LICENSE in the package/);
  put(`${ffmpegFolder}/${program}.LICENSE`);
  await expect(afterPack(context('nsis'))).resolves.toBeUndefined();
});

test('an installer for another machine than this one has the wrong ffmpeg', async () => {
  const other = process.arch === 'arm64' ? Arch.x64 : Arch.arm64;
  put(`${ffmpegFolder}/${program}`, `${ffmpegFolder}/${program}.LICENSE`);
  await expect(afterPack(context('AppImage', other))).rejects.toThrow(/whose ffmpeg is installed here/);
});
