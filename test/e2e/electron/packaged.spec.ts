import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractFile, getRawHeader, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { noProcessLeft } from '../../integration/support/own-processes.js';
import { expectPlaying, watchFaults } from '../live-page.js';
import { packApp, RunningApp, type PackagedApp } from './packaged-app.js';

/** What is looked at of the bill of materials. */
interface Bill {
  readonly metadata: { readonly component: { readonly version: string } };
  readonly components: readonly { readonly name: string }[];
}

let output: string;
let home: string;
let packaged: PackagedApp;

test.beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'headwater-packaged-'));
  packaged = await packApp(output);
});

test.afterAll(async () => {
  await rm(output, { recursive: true, force: true });
});

test.beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'headwater-packaged-home-'));
});

test.afterEach(async () => {
  await noProcessLeft();
  await rm(home, { recursive: true, force: true });
});

const archive = (): string => join(packaged.resources, 'app.asar');
/** `/`-separated everywhere, without the first one. */
const packedFiles = (): string[] =>
  listPackage(archive(), { isPack: false }).map((name) => name.replaceAll('\\', '/').replace(/^\//, ''));

test('goes live, plays for a viewer, stops, and has the recording at the next start', async ({
  playwright,
  launchOptions,
}) => {
  const app = await RunningApp.start(packaged, home);
  const { page } = app;
  await page.getByRole('link', { name: 'Encoder', exact: true }).click();
  await page.getByRole('button', { name: 'Start a test programme' }).click();
  await expectPlaying(page);

  const browser = await playwright.chromium.launch(launchOptions);
  const viewer = await browser.newPage();
  const faults = watchFaults(viewer);
  await viewer.goto(await page.getByLabel('Link', { exact: true }).inputValue());
  await expectPlaying(viewer);
  await page.getByRole('button', { name: 'End broadcast' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End broadcast' }).click();
  await expect(viewer.getByText('The stream has ended')).toBeVisible();
  expect(faults).toEqual([]);
  await browser.close();
  await expect(page.getByRole('region', { name: 'Last broadcast' })).toBeVisible();
  expect(await app.end()).toBe(0);
  await noProcessLeft();

  const again = await RunningApp.start(packaged, home);
  await again.page.getByRole('link', { name: 'Encoder', exact: true }).click();
  await again.page.getByRole('link', { name: 'Library', exact: true }).first().click();
  await expect(again.page.getByRole('button', { name: /^Save as MP4/ })).toHaveCount(1);
  expect(await again.end()).toBe(0);
});

test('its archive holds the program, and no source, map, test or secret', () => {
  const files = packedFiles();
  expect(files).toEqual(expect.arrayContaining(['package.json', 'LICENSE', 'out/main/index.cjs']));
  const tops = new Set(files.map((name) => name.split('/')[0]));
  expect([...tops].sort()).toEqual(['LICENSE', 'node_modules', 'out', 'package.json', 'resources']);
  const ours = files.filter((name) => name.startsWith('out/'));
  const parts = new Set(ours.map((name) => name.split('/')[1]).filter((name) => name !== undefined));
  expect([...parts].sort()).toEqual(['main', 'node', 'preload', 'renderer', 'viewer']);
  const unwanted =
    /\.(map|tsx?|mts|cts|pem|key|p12|pfx|log|sqlite|tsbuildinfo)$|\.test\.|(^|\/)(\.env|\.npmrc|\.git|id_rsa)/;
  expect(files.filter((name) => unwanted.test(name))).toEqual([]);
});

test('only what the system must load or run lies outside the archive, and that for this system alone', () => {
  const outside = packedFiles().filter(
    (name) => existsSync(join(`${archive()}.unpacked`, name)) && /\.\w+$/.test(name),
  );
  const own = new RegExp(
    `^node_modules/(ffmpeg-static/|.*/prebuilds/${process.platform}-${process.arch}/[^/]*\\.node$)`,
  );
  expect(outside.filter((name) => !own.test(name))).toEqual([]);
  expect(outside.filter((name) => name.endsWith('.node'))).not.toEqual([]);
});

test('every file of the archive carries the hash that it is checked against', () => {
  const bare: string[] = [];
  const walk = (entry: object, path: string): void => {
    if ('files' in entry) {
      for (const [name, inner] of Object.entries(entry.files as Record<string, object>)) walk(inner, `${path}/${name}`);
    } else if (!('integrity' in entry) && !('link' in entry)) bare.push(path);
  };
  walk(getRawHeader(archive()).header, '');
  expect(bare).toEqual([]);
});

test('its fuses are as they shall be', async () => {
  const wire = await getCurrentFuseWire(packaged.program);
  // the wire is written in characters
  const on = (fuse: FuseV1Options): boolean => String.fromCharCode(wire[fuse] ?? 0) === '1';
  expect({
    runAsNode: on(FuseV1Options.RunAsNode),
    cookieEncryption: on(FuseV1Options.EnableCookieEncryption),
    nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: on(FuseV1Options.EnableNodeCliInspectArguments),
    asarIntegrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyFromAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
    ownSnapshot: on(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
    fileProtocol: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    runAsNode: false,
    cookieEncryption: true,
    nodeOptions: false,
    inspect: false,
    asarIntegrity: true,
    onlyFromAsar: true,
    ownSnapshot: false,
    fileProtocol: false,
  });
});

test('names what it is made with, and on which terms', async () => {
  const folder = join(packaged.resources, 'licences');
  const text = await readFile(join(folder, 'THIRD-PARTY-LICENCES.txt'), 'utf8');
  const bill = JSON.parse(await readFile(join(folder, 'sbom.cdx.json'), 'utf8')) as Bill;
  const named = new Set(bill.components.map(({ name }) => name));
  // as it is in the archive, and as a part of the bundles
  const packages = packedFiles().flatMap(
    (name) => /^node_modules\/((?:@[^/]+\/)?[^/@]+)\/package\.json$/.exec(name)?.[1] ?? [],
  );
  expect(packages.length).toBeGreaterThan(50);
  for (const name of [...packages, 'electron', 'react', 'hls.js']) expect(named).toContain(name);
  expect(text).toContain('GNU General Public License');
  expect(JSON.parse(extractFile(archive(), 'package.json').toString()).version).toBe(bill.metadata.component.version);
});
