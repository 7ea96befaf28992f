import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createPackage } from '@electron/asar';
import { Arch, type AfterPackContext } from 'electron-builder';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { afterPack } from './after-pack.mjs';
import { packagesBeside } from './packages-beside.mjs';

let appOutDir: string;
const program = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
const ffmpegFolder = 'resources/app.asar.unpacked/node_modules/ffmpeg-static';

beforeEach(async () => {
  appOutDir = mkdtempSync(join(tmpdir(), 'headwater-after-pack-'));
  await putArchive(packagesBeside);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(appOutDir, { recursive: true, force: true });
});

function put(...names: string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(appOutDir, name)), { recursive: true });
    writeFileSync(join(appOutDir, name), '');
  }
}

/** An archive of these packages. */
async function putArchive(packages: readonly string[]): Promise<void> {
  put('app/package.json', ...packages.map((name) => `app/node_modules/${name}/package.json`));
  await createPackage(join(appOutDir, 'app'), join(appOutDir, 'resources', 'app.asar'));
  rmSync(join(appOutDir, 'app'), { recursive: true });
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

const emptySha256 = createHash('sha256').digest('hex');
const pinned = (sha256: string | null) => ({
  release: 'b1',
  sha256: { [`${process.platform}-${process.arch}`]: sha256 },
});

test('takes out what starts other programs, and leaves the app', async () => {
  put('version', 'resources/default_app.asar', 'resources/app/main.js');
  await afterPack(context('dir'));
  const left = ['version', 'resources/default_app.asar', 'resources/app', 'resources/app.asar'];
  expect(left.filter((name) => existsSync(join(appOutDir, name)))).toEqual(['resources/app.asar']);
});

test.each(['dir', 'deb'])('what lacks a package that it loads is none: %s', async (target) => {
  await putArchive(packagesBeside.filter((name) => name !== 'isexe' && name !== '@photostructure/sqlite'));
  await expect(afterPack(context(target))).rejects.toThrow(/got none of @photostructure\/sqlite, isexe: node_modules/);
});

test('an installer without ffmpeg, or without its licence, is none', async () => {
  await expect(afterPack(context('deb'))).rejects.toThrow(/Expected .*ffmpeg.* in the package, got none/);
  put(`${ffmpegFolder}/${program}`);
  await expect(afterPack(context('nsis'))).rejects.toThrow(/LICENSE in the package/);
  put(`${ffmpegFolder}/${program}.LICENSE`);
  await expect(afterPack(context('nsis'), pinned(emptySha256))).resolves.toBeUndefined();
});

test('an installer for another machine than this one has the wrong ffmpeg', async () => {
  const other = process.arch === 'arm64' ? Arch.x64 : Arch.arm64;
  put(`${ffmpegFolder}/${program}`, `${ffmpegFolder}/${program}.LICENSE`);
  await expect(afterPack(context('AppImage', other))).rejects.toThrow(/whose ffmpeg is installed here/);
});

test('a release has no ffmpeg but the one that is known', async () => {
  vi.stubEnv('HEADWATER_UPDATES_REPOSITORY', 'owner/name');
  put(`${ffmpegFolder}/${program}`, `${ffmpegFolder}/${program}.LICENSE`);
  await expect(afterPack(context('deb'), pinned(emptySha256))).resolves.toBeUndefined();
  await expect(afterPack(context('deb'), pinned('0'.repeat(64)))).rejects.toThrow(/Expected the ffmpeg of b1/);
  await expect(afterPack(context('deb'), pinned(null))).rejects.toThrow(/Expected a known ffmpeg in a release/);
});
