import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, normalize, posix } from 'node:path';
import { extractFile, getRawHeader, listPackage, statFile } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { packagesBeside } from '../../../scripts/lib/packages-beside.mjs';
import { decodedFrames } from '../../integration/support/decode.js';
import { noProcessLeft } from '../../integration/support/own-processes.js';
import { ownFfmpeg } from './own-ffmpeg.js';
import { endsWith, linuxInstallers, packApp, RunningApp, shellLog, type PackagedApp } from './packaged-app.js';
import { holdsSecret, secretFile } from './packed-secrets.js';
import { answerQuestions } from './questions.js';
import { launchUpdating } from './updating-app.js';
import { endProgramme, expectOneRecording, startProgramme, watchToItsEnd } from './watched-programme.js';

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
// by the system's own separators
const contents = (name: string): Buffer => extractFile(archive(), normalize(name));

test('goes live, plays for a viewer, stops, and saves the recording as MP4 at the next start', async ({
  playwright,
  launchOptions,
}) => {
  const app = await RunningApp.start(packaged, home);
  await startProgramme(app.page);
  await watchToItsEnd(app.page, playwright.chromium, launchOptions);
  expect(await app.end()).toBe(0);
  await noProcessLeft();

  const again = await RunningApp.start(packaged, home);
  await expectOneRecording(again.page);
  await again.page.getByRole('button', { name: /^Save as MP4/ }).click();
  await expect(again.page.getByRole('link', { name: /download “/ })).toBeVisible();
  const [saved = ''] = await readdir(join(home, 'exports'));
  const { count, complaints } = await decodedFrames(join(home, 'exports', saved));
  expect([saved, count > 24, complaints]).toEqual([expect.stringMatching(/\.mp4$/), true, '']);
  expect(await again.end()).toBe(0);
});

test('its archive holds the program, and no source, map or test', () => {
  const files = packedFiles();
  expect(files).toEqual(expect.arrayContaining(['package.json', 'LICENSE', 'out/main/index.cjs']));
  const tops = new Set(files.map((name) => name.split('/')[0]));
  expect([...tops].sort()).toEqual(['LICENSE', 'node_modules', 'out', 'package.json', 'resources']);
  const ours = files.filter((name) => name.startsWith('out/'));
  const parts = new Set(ours.map((name) => name.split('/')[1]).filter((name) => name !== undefined));
  expect([...parts].sort()).toEqual(['main', 'node', 'preload', 'renderer', 'viewer']);
  const unwanted = [
    /\.(map|tsx?|mts|cts|log|sqlite|tsbuildinfo)$/,
    /\.(test|spec)\.|(^|\/)(tests?|build-test)\.[cm]?js$/,
    /^node_modules\/(@[^/]+\/)?[^/]+\/(tests?|spec|benchmarks?|integration|docs|examples|fixtures)\//,
    /(^|\/)node_modules\/(@[^/]+\/)?[^/]+\/(tests?|spec|benchmarks?|integration)\//,
    /^out\/node\/(cli|chunks\/(command|doctor|guide|serve|session|terminal)-)/,
  ];
  expect(files.filter((name) => unwanted.some((one) => one.test(name)))).toEqual([]);
  const bundles = ours.filter((name) => /\.[cm]?js$/.test(name));
  const text = (name: string): string => contents(name).toString();
  expect(bundles.filter((name) => /^\/\/# sourceMappingURL=/m.test(text(name)))).toEqual([]);
  // and nothing went that they load
  const loads = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\()["'](\.{1,2}\/[^"']+\.[cm]js)["']/g;
  const loaded = bundles.flatMap((name) =>
    [...text(name).matchAll(loads)].map(([, to = '']) => posix.join(posix.dirname(name), to)),
  );
  expect(loaded.length).toBeGreaterThan(10);
  expect(loaded.filter((name) => !files.includes(name))).toEqual([]);
});

test('it holds no secret, by name or in a file', () => {
  const key = `-----BEGIN EC PRIVATE KEY-----\n${'M'.repeat(64)}`;
  for (const known of [key, `AKIA${'A'.repeat(16)}`, `ghp_${'a'.repeat(36)}`, `"hw_${'a'.repeat(28)}"`]) {
    expect([known, holdsSecret(Buffer.from(known))]).toEqual([known, true]);
  }
  const files = packedFiles();
  expect(files.filter((name) => secretFile.test(name))).toEqual([]);
  // folders are listed, too
  const isFile = (name: string): boolean => !('files' in statFile(archive(), normalize(name)));
  const read = files.filter(isFile);
  expect(read.length).toBeGreaterThan(50);
  expect(read.filter((name) => holdsSecret(contents(name)))).toEqual([]);
});

test('of packages it has those alone that the bundles load', () => {
  const packages = packedFiles().flatMap(
    (name) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(name)?.[1] ?? [],
  );
  // optional, as it was when this was packed
  expect(packages.filter((name) => name !== 'ffmpeg-static').sort()).toEqual([...packagesBeside].sort());
});

test('a Linux system starts it with its sandbox, knows its windows, and its packages say where it comes from', async () => {
  test.skip(process.platform !== 'linux', 'its installers are made on Linux');
  const { appImage, packages } = await linuxInstallers(packaged);
  expect(appImage).toMatch(/^Exec=AppRun %U$/m);
  expect(appImage).toMatch(/^StartupWMClass=headwater$/m);
  expect(packages).toHaveLength(2);
  for (const args of packages) {
    expect(args[args.indexOf('--url') + 1]).toMatch(/^https:\/\//);
    expect(args.at(-1)).toMatch(/=\/usr\/share\/applications\/headwater\.desktop$/);
  }
  // what Electron tells the desktop is the entry's name
  expect(JSON.parse(extractFile(archive(), 'package.json').toString())).toMatchObject({
    desktopName: 'headwater.desktop',
  });
});

test('runs the ffmpeg that it brought, whatever the environment names, and no other one when that cannot be run or is gone', async () => {
  test.skip(process.platform === 'win32', 'the stand-in is a shell script');
  const other = join(home, 'other-ffmpeg');
  await writeFile(other, `#!/bin/sh\ntouch "${other}.was-run"\n`, { mode: 0o755 });
  const own = await ownFfmpeg(packaged.resources);
  try {
    const app = await RunningApp.start(packaged, home, { FFMPEG_PATH: other, FFMPEG_BIN: other });
    await startProgramme(app.page);
    await endProgramme(app.page);
    await expect(app.page.getByRole('region', { name: 'Last broadcast' })).toBeVisible();
    expect(await app.end()).toBe(0);
    expect(await own.runs()).toBeGreaterThan(1);
    expect(existsSync(`${other}.was-run`)).toBe(false);

    await own.breakIt();
    await endsWith(packaged, home, 'ffmpeg.own-broken', { FFMPEG_PATH: other });
    await own.lose();
    await endsWith(packaged, home, '(ENOENT)', { FFMPEG_PATH: other });
    expect(existsSync(`${other}.was-run`)).toBe(false);
  } finally {
    await own.remove();
  }
});

test('what it has to say is found in the log folder', async () => {
  const app = await RunningApp.start(packaged, home);
  await expect(app.page.getByRole('link', { name: 'Encoder', exact: true })).toBeVisible();
  const devtools = await app.page.context().newCDPSession(app.page);
  // never answers: who would is gone
  void devtools.send('Page.crash').catch(() => undefined);
  await expect.poll(() => shellLog(home), { timeout: 60_000 }).toMatch(/^\d{4}-\S+Z the page fell: crashed/m);
  await app.end();
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
  const inBundles = ['fastify', 'react', 'hls.js', 'electron-updater'];
  for (const name of [...packages, ...inBundles, 'electron', 'chromium', 'node']) expect(named).toContain(name);
  expect(text).toContain('GNU General Public License');
  expect(JSON.parse(extractFile(archive(), 'package.json').toString()).version).toBe(bill.metadata.component.version);
});

test('an update is fetched after the show and not before, and put in place when the creator says so', async () => {
  test.skip(process.platform !== 'linux', 'a pretended AppImage');
  const appImage = join(home, 'Headwater.AppImage');
  await writeFile(appImage, 'the old one');
  const newer = '#!/bin/sh\necho "$HEADWATER_HOME" > "$APPIMAGE.started"\n';
  const { app, page, feed, checkForUpdates } = await launchUpdating(packaged, home, { appImage, newer });
  const asked = await answerQuestions(app, 0);

  await startProgramme(page);
  // the app may have looked for itself before
  feed.bringOut();
  feed.requests = 0;
  await checkForUpdates();
  await expect.poll(asked).toEqual(['Something is live or recorded now.']);
  expect(feed.requests).toBe(0);
  // neither does the page's way lead past the show
  const said = await page.evaluate(async () => [
    await window.host?.lookForUpdates(null),
    await window.host?.installUpdate(null),
    await window.host?.updateNews(null),
  ]);
  expect(said.map((answer) => answer?.ok === true && answer.value)).toEqual([
    null,
    false,
    { standing: expect.anything(), isOn: true },
  ]);
  expect(feed.requests).toBe(0);
  const heard = new Set<string>();
  await page.exposeFunction('hear', (is: string) => void heard.add(is));
  await page.evaluate(() => {
    const hear = Reflect.get(window, 'hear') as (is: string) => void;
    window.host?.onUpdateNews(({ standing }) => hear(standing.is));
  });

  const ended = app.waitForEvent('close', { timeout: 0 });
  await endProgramme(page);
  await ended;
  expect(feed.downloads).toBe(1);
  expect([...heard]).toEqual(expect.arrayContaining(['looking', 'fetching', 'ready']));
  await expect.poll(() => readFile(`${appImage}.started`, 'utf8').catch(() => '')).toBe(`${home}\n`);
  await feed.close();
});

test('an update that cannot be put in place costs nothing but itself: this version starts again, and is told', async () => {
  test.skip(process.platform !== 'linux', 'a pretended AppImage');
  const appImage = join(home, 'Headwater.AppImage');
  // nobody can put a file there
  await mkdir(appImage);
  const { app, feed, checkForUpdates } = await launchUpdating(packaged, home, { appImage, newer: 'the new one' });
  await answerQuestions(app, 0);
  await app.evaluate(({ app: main }) => {
    main.relaunch = (options) => void process.stderr.write(`again: ${JSON.stringify(options)}\n`);
  });
  const said: string[] = [];
  app.process().stderr?.on('data', (text) => said.push(String(text)));
  feed.bringOut();
  const ended = app.waitForEvent('close', { timeout: 0 });
  await checkForUpdates();
  await ended;
  const [, again = '{}'] = /^again: (.*)$/m.exec(said.join('')) ?? [];
  expect(JSON.parse(again)).toMatchObject({ execPath: appImage, args: expect.arrayContaining(['--update-failed']) });
  expect(await shellLog(home)).toMatch(/^\d{4}-\S+Z update: /m);
  await feed.close();
});
