import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { noProcessLeft } from '../../integration/support/own-processes.js';
import { openStudio } from './desktop-bench.js';
import { launchApp } from './launch-app.js';

let home: string;
let app: ElectronApplication;
let page: Page;
let isRunning = false;

test.beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'headwater-electron-keychain-'));
});

test.afterEach(async () => {
  if (isRunning) await stop();
  await noProcessLeft();
  await rm(home, { recursive: true, force: true });
});

const destination = {
  name: 'Mine',
  provider: 'generic',
  endpoint: 'http://127.0.0.1:9',
  region: 'us-east-1',
  bucket: 'videos',
  prefix: '',
  publicUrl: null,
  pathStyle: true,
} as const;
const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'hush', sessionToken: null };

const keptBy = () =>
  page.evaluate(async () => {
    const answer = await window.host?.secretsKept(null);
    return answer?.ok === true ? answer.value : null;
  });
const files = () => ({
  key: existsSync(join(home, 'secret.key')),
  sealed: existsSync(join(home, 'desktop', 'secret.key.sealed')),
});
const keyFrom = async () =>
  (JSON.parse(await readFile(join(home, 'secrets.json'), 'utf8')) as { key: { from: string } }).key.from;

async function start(...switches: string[]): Promise<void> {
  ({ app, page } = await launchApp(home, switches));
  isRunning = true;
  await expect(page.getByRole('link', { name: 'Encoder', exact: true })).toBeVisible();
}

async function stop(): Promise<void> {
  isRunning = false;
  await app.close();
}

async function saveKeys(): Promise<void> {
  const studio = await openStudio(page);
  await studio.client.saveDestination.mutate({ commandId: randomUUID(), id: null, config: destination, credentials });
  await studio.close();
}

test('without a keychain the key stays in a file, and the settings say what that means', async () => {
  await start('--password-store=basic');
  await saveKeys();
  expect(await keptBy()).toBe('file');
  expect(files()).toEqual({ key: true, sealed: false });
  await page.evaluate(() => {
    window.location.hash = '#/settings/storage';
  });
  await expect(page.getByText('this desktop has no keychain')).toBeVisible();
  await page.screenshot({ path: 'test-results/electron-keychain/file.png' });
  await stop();
});

/** A session of its own, with GNOME's keychain. */
class Desktop {
  readonly #programs: ChildProcess[] = [];

  async open(): Promise<void> {
    const bus = join(home, 'bus');
    await rm(bus, { force: true });
    const daemon = spawn('dbus-daemon', ['--session', '--nofork', `--address=unix:path=${bus}`], { stdio: 'ignore' });
    this.#programs.push(daemon);
    process.env['DBUS_SESSION_BUS_ADDRESS'] = `unix:path=${bus}`;
    process.env['XDG_DATA_HOME'] = join(home, 'xdg');
    process.env['XDG_RUNTIME_DIR'] = home;
    await expect.poll(() => existsSync(bus)).toBe(true);
    const keyring = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#programs.push(keyring);
    keyring.stdin?.end('a password');
    await expect.poll(isServed).toBe(true);
  }

  async close(): Promise<void> {
    for (const program of this.#programs.splice(0)) {
      const isOver = program.exitCode === null ? once(program, 'exit') : Promise.resolve();
      program.kill();
      await isOver;
    }
  }
}

/** Whether the keychain answers on the bus. */
function isServed(): boolean {
  const ask = ['--session', '--dest=org.freedesktop.DBus', '--print-reply', '/', 'org.freedesktop.DBus.ListNames'];
  return spawnSync('dbus-send', ask, { encoding: 'utf8' }).stdout.includes('org.freedesktop.secrets');
}

test.describe('with the keychain of GNOME', () => {
  const isHere = ['gnome-keyring-daemon', 'dbus-daemon', 'dbus-send'].every(
    (name) => spawnSync('which', [name]).status === 0,
  );
  test.skip(!isHere, 'Expected gnome-keyring and dbus');
  const names = ['DBUS_SESSION_BUS_ADDRESS', 'XDG_DATA_HOME', 'XDG_RUNTIME_DIR', 'HEADWATER_KEYCHAIN'] as const;
  const before = new Map(names.map((name) => [name, process.env[name]]));
  const desktop = new Desktop();

  test.afterEach(async () => {
    await desktop.close();
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });

  test('the key goes there and back, and a keychain that refuses deletes nothing', async () => {
    test.setTimeout(600_000);
    const keychain = '--password-store=gnome-libsecret';
    await start('--password-store=basic');
    await saveKeys();
    await stop();
    const plainKey = (await readFile(join(home, 'secret.key'), 'utf8')).trim();

    await desktop.open();
    await start(keychain);
    expect(await keptBy()).toBe('keychain');
    await expect.poll(files).toEqual({ key: false, sealed: true });
    expect(await keyFrom()).toBe('keychain');
    await page.evaluate(() => {
      window.location.hash = '#/settings/storage';
    });
    await expect(page.getByText('Kept by the system’s keychain')).toBeVisible();
    // a new key, and no trace of either on the disk
    const stored = await readFile(join(home, 'secrets.json'), 'utf8');
    expect(stored).not.toContain(plainKey);
    await stop();

    // its keychain is away: locked, and all as it was
    await desktop.close();
    const sealed = await readFile(join(home, 'desktop', 'secret.key.sealed'));
    await start('--password-store=basic');
    expect(await keptBy()).toBe('refused');
    expect(await readFile(join(home, 'secrets.json'), 'utf8')).toBe(stored);
    expect(await readFile(join(home, 'desktop', 'secret.key.sealed'))).toEqual(sealed);
    await page.evaluate(() => {
      window.location.hash = '#/settings/storage';
    });
    await expect(page.getByText('does not give the key')).toBeVisible();
    await page.screenshot({ path: 'test-results/electron-keychain/refused.png' });
    await stop();

    // it is back, and the creator wants a file again: what goes over must have been opened
    await desktop.open();
    process.env['HEADWATER_KEYCHAIN'] = 'off';
    await start(keychain);
    expect(await keptBy()).toBe('off');
    expect(await keyFrom()).toBe('file');
    expect(files().key).toBe(true);
    await stop();
  });
});
