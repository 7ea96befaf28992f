import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { chromium, expect, type Browser, type Page } from '@playwright/test';
import { ownSession } from '../../integration/support/own-processes.js';
import { appEnvironment } from './launch-app.js';

const root = join(import.meta.dirname, '..', '..', '..');

/** Where an unpacked app for this system has its program and its resources. */
export interface PackagedApp {
  readonly program: string;
  readonly resources: string;
}

/** Packs the app into a folder below `output`, as `npm run package -- --dir` does. */
export async function packApp(output: string): Promise<PackagedApp> {
  const script = join(root, 'scripts', 'package.mjs');
  await promisify(execFile)(process.execPath, [script, '--dir', '--output', output], { maxBuffer: 100_000_000 });
  const [name = ''] = readdirSync(output).filter((entry) => /unpacked$|^mac/.test(entry));
  const folder = join(output, name);
  if (process.platform === 'darwin') {
    const contents = join(folder, 'Headwater.app', 'Contents');
    return { program: join(contents, 'MacOS', 'Headwater'), resources: join(contents, 'Resources') };
  }
  const program = join(folder, process.platform === 'win32' ? 'Headwater.exe' : 'headwater');
  return { program, resources: join(folder, 'resources') };
}

/** What installers for Linux would have, as electron-builder computes it from a folder that is packed; it makes none. */
export async function linuxInstallers({
  program,
}: PackagedApp): Promise<{ readonly appImage: string; readonly packages: readonly (readonly string[])[] }> {
  // in a process of its own: Playwright would take the modules that the configuration names for its tests'
  const script = join(import.meta.dirname, 'linux-installers.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, dirname(program)], { cwd: root });
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Awaited<ReturnType<typeof linuxInstallers>>;
}

// Chromium gives root no sandbox
const ownSwitches = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** A packaged app that runs. Its fuses keep Playwright's way into the main process shut: only its page is to be had. */
export class RunningApp {
  readonly page: Page;
  readonly #child: ChildProcess;
  readonly #browser: Browser;
  readonly #ended: Promise<number | null>;

  private constructor(child: ChildProcess, browser: Browser, page: Page) {
    this.#child = child;
    this.#browser = browser;
    this.page = page;
    this.#ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
  }

  /** Starts it on that home, and resolves with the studio's page. */
  static async start({ program }: PackagedApp, home: string, env: Record<string, string> = {}): Promise<RunningApp> {
    const switches = ['--remote-debugging-port=0', ...ownSwitches];
    const child = spawn(program, switches, {
      env: { ...appEnvironment(home), ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
      // the leader of a session of its own
      detached: process.platform !== 'win32',
    });
    ownSession(child.pid ?? NaN);
    const browser = await chromium.connectOverCDP(await debuggingAddress(child));
    const [context] = browser.contexts();
    if (context === undefined) throw new Error('Expected the packaged app to have a browser context, got none');
    const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: 240_000 }));
    return new RunningApp(child, browser, page);
  }

  /** As a service manager ends it, or, where there is no such signal, a creator; resolves with its exit status. */
  async end(): Promise<number | null> {
    if (process.platform === 'win32') await this.page.close({ runBeforeUnload: true });
    else this.#child.kill('SIGTERM');
    const code = await this.#ended;
    await this.#browser.close();
    return code;
  }
}

/** What Chromium says first, on standard error. Rejects with all that it said when it ends before. */
async function debuggingAddress(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error('Expected a standard error to read, got none');
  const said: string[] = [];
  for await (const line of createInterface(child.stderr)) {
    said.push(line);
    const [address] = /ws:\/\/\S+/.exec(line) ?? [];
    if (address === undefined) continue;
    child.stderr.resume();
    return address;
  }
  throw new Error(`Expected the packaged app to run, got its end: ${said.join('\n')}`);
}

/** What it has noted on that home. */
export const shellLog = (home: string): Promise<string> =>
  readFile(join(home, 'logs', 'shell.log'), 'utf8').catch(() => '');

/** Starts it where it cannot run, waits until it has noted `why`, and ends it: it shows a box, which waits for somebody. */
export async function endsWith(
  { program }: PackagedApp,
  home: string,
  why: string,
  env: Record<string, string>,
): Promise<void> {
  const child = spawn(program, ownSwitches, {
    env: { ...appEnvironment(home), ...env },
    stdio: 'ignore',
    detached: process.platform !== 'win32',
  });
  ownSession(child.pid ?? NaN);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    await expect.poll(() => shellLog(home), { timeout: 120_000 }).toContain(why);
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}
