import { createRequire } from 'node:module';
import { join } from 'node:path';
import { _electron as electron, type ElectronApplication, type Page } from '@playwright/test';
import { ownSession } from '../../integration/support/own-processes.js';
import { letTestIn } from './beside-page.js';
import { answerQuestions } from './questions.js';

/** Where the app is. */
export const root = join(import.meta.dirname, '..', '..', '..');
/** What takes longer hangs: the half minute that Playwright has by itself is too short on a busy machine. */
const timeout = 240_000;

/** npm's electron package answers with the path of its program (and fetches it first: only when a test runs). */
export const electronProgram = (): string => createRequire(import.meta.url)('electron') as string;

/** Arguments that start the built app. Chromium gives root no sandbox. */
export const appArguments = process.getuid?.() === 0 ? [root, '--no-sandbox'] : [root];

/** The environment of an app with a home of its own. */
export function appEnvironment(home: string): Record<string, string> {
  const all = Object.entries({ ...process.env, HEADWATER_HOME: home, HEADWATER_STUDIO_PORT: '0' });
  return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** As Playwright does, and all processes of it are the test's. */
async function launch(options: Parameters<typeof electron.launch>[0]): Promise<ElectronApplication> {
  // of itself Playwright takes everybody's sandbox away
  const app = await electron.launch({ ...options, chromiumSandbox: true, timeout });
  ownSession(app.process().pid ?? NaN);
  return app;
}

/** The built app as it is started. */
export interface Start {
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * Starts the built app on that home; resolves with it, whatever it shows. `switches`: more of Chromium's. `more`: of its environment.
 * `start`: as who runs the test, unless it says otherwise.
 */
export async function launchAlone(
  home: string,
  switches: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
  start: Start = { program: electronProgram(), args: appArguments },
): Promise<ElectronApplication> {
  await letTestIn(home);
  const args = [...start.args, ...switches];
  const env = { ...appEnvironment(home), ...more };
  return launch({ executablePath: start.program, args, env });
}

/** Starts it, has its questions answered with their first button, and resolves with it and its window. */
export async function launchApp(
  ...options: Parameters<typeof launchAlone>
): Promise<{ app: ElectronApplication; page: Page }> {
  const app = await launchAlone(...options);
  // a question that nobody answers holds the program's end up, and a test that failed would never end
  await answerQuestions(app, 0);
  return { app, page: await app.firstWindow({ timeout }) };
}

/** Starts a packaged program on that home, one whose fuse lets `--inspect` through. `env`: beside its own. */
export async function launchProgram(
  executablePath: string,
  home: string,
  env: Record<string, string>,
): Promise<{ app: ElectronApplication; page: Page }> {
  await letTestIn(home);
  const args = appArguments.slice(1);
  const app = await launch({ executablePath, args, env: { ...appEnvironment(home), ...env } });
  return { app, page: await app.firstWindow({ timeout }) };
}
