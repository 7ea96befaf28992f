import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { canSeeProcesses, noProcessLeft, ownProcesses, ownSession } from '../../integration/support/own-processes.js';
import { appArguments, appEnvironment, electronProgram, launchAlone, launchApp } from './launch-app.js';
import { answerQuestions } from './questions.js';
import { startProgramme } from './watched-programme.js';

let home: string;
let app: ElectronApplication;
let page: Page;
let program: ChildProcess;

test.beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'headwater-electron-leave-'));
});

test.afterEach(async () => {
  // one that a failed test left behind
  program.kill('SIGKILL');
  await noProcessLeft();
  await rm(home, { recursive: true, force: true });
});

/** However long a busy machine takes: what hangs is what the test's own limit is for. */
const ended = () => app.waitForEvent('close', { timeout: 0 });

const enginePid = () =>
  app.evaluate(({ app: main }) => main.getAppMetrics().find((one) => one.name === 'Headwater engine')?.pid ?? -1);

const hang = () =>
  page.evaluate(
    () =>
      void setTimeout(() => {
        for (;;);
      }),
  );

test('while the question stands all goes on: the engine comes back, pages are answered, and the system can end it', async () => {
  ({ app, page } = await launchApp(home));
  program = app.process();
  await startProgramme(page);
  const asked = await answerQuestions(app, null);
  const close = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await close();
  const question = ['You are live. Close Headwater all the same?'];
  await expect.poll(asked).toEqual(question);
  await close();
  await app.evaluate(({ app: main }) => main.quit());
  expect(await asked()).toEqual(question);

  const old = await enginePid();
  expect(old).toBeGreaterThan(1);
  process.kill(old, 'SIGKILL');
  await expect.poll(async () => [-1, old].includes(await enginePid())).toBe(false);
  expect(await page.evaluate(() => fetch('/').then(({ ok }) => ok))).toBe(true);

  const closed = ended();
  program.kill('SIGTERM');
  await closed;
  await noProcessLeft();
});

test('neither a page nor an engine that hangs holds up who ends it from outside', async () => {
  ({ app, page } = await launchApp(home));
  program = app.process();
  await startProgramme(page);
  await answerQuestions(app, null);
  process.kill(await enginePid(), 'SIGSTOP');
  await hang();
  const closed = ended();
  program.kill('SIGTERM');
  await closed;
  await noProcessLeft();
});

test('what hangs for ever is left behind dead', async () => {
  ({ app, page } = await launchApp(home));
  program = app.process();
  await expect(page).toHaveTitle(/Headwater/);
  process.kill(await enginePid(), 'SIGSTOP');
  const closed = ended();
  await app.evaluate(({ app: main }) => {
    // a part of the app that never lets go
    main.on('will-quit', (event) => event.preventDefault());
    setImmediate(() => main.quit());
  });
  await closed;
  await noProcessLeft();
});

test('a second start while the first one goes is made up for behind it', async () => {
  ({ app, page } = await launchApp(home));
  program = app.process();
  await expect(page).toHaveTitle(/Headwater/);
  const { stderr } = program;
  if (stderr === null) throw new Error('Expected a standard error to read, got none');
  const said: string[] = [];
  createInterface(stderr).on('line', (line) => said.push(line));
  const closed = ended();
  await app.evaluate(({ app: main }) => {
    main.relaunch = (options) => void process.stderr.write(`again: ${JSON.stringify(options?.args?.at(-1))}\n`);
    const start = (link: string) => main.emit('second-instance', new Event('second-instance'), ['headwater', link]);
    // this one only comes to the front
    start('headwater://settings/video');
    main.once('will-quit', () => start('headwater://library'));
    setImmediate(() => main.quit());
  });
  await closed;
  await expect.poll(() => said.filter((line) => line.startsWith('again:'))).toEqual(['again: "headwater://library"']);
});

test('a real second start while the first one goes leaves one app that runs, opened with what was asked for', async () => {
  test.skip(!canSeeProcesses, 'Expected /proc: the apps are looked for');
  ({ app, page } = await launchApp(home));
  program = app.process();
  await expect(page).toHaveTitle(/Headwater/);
  const first = await enginePid();
  // its end takes the 8 s that an engine has
  process.kill(first, 'SIGSTOP');
  const closed = ended();
  await app.evaluate(({ app: main }) => void setImmediate(() => main.quit()));
  await expect.poll(() => app.windows()).toEqual([]);
  const args = [...appArguments, 'headwater://library'];
  const second = spawn(electronProgram(), args, { env: appEnvironment(home), stdio: 'ignore', detached: true });
  ownSession(second.pid ?? NaN);
  await closed;

  const running = () => {
    const all = ownProcesses().map(({ pid, command }) => ({ pid, command }));
    const apps = all.filter(({ command }) => command.startsWith(electronProgram()) && !command.includes('--type='));
    const engines = all.filter(({ pid, command }) => command.includes('NodeService') && pid !== first);
    return { apps, engines };
  };
  const counted = () => Object.values(running()).map((found) => found.length);
  await expect.poll(counted).toEqual([1, 1]);
  const [last] = running().apps;
  expect(last?.command).toContain('headwater://library');
  process.kill(last?.pid ?? NaN, 'SIGTERM');
  await noProcessLeft();
});

test('an update that was not put in place is told once the studio is there', async () => {
  ({ app, page } = await launchApp(home, ['--update-failed']));
  program = app.process();
  const asked = () => app.evaluate(() => Reflect.get(globalThis, 'asked') as string[]);
  await expect.poll(asked).toEqual(['The newer version could not be put in place.']);
  await app.close();
});

test('a start that fails is told, and does not pass for another app that runs', async () => {
  const file = join(home, 'a-file');
  await writeFile(file, '');
  // nothing can be kept there
  const env = appEnvironment(join(file, 'home'));
  program = spawn(electronProgram(), appArguments, { env, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  ownSession(program.pid ?? NaN);
  const { stderr } = program;
  if (stderr === null) throw new Error('Expected a standard error to read, got none');
  let said = '';
  for await (const text of stderr) {
    said += String(text);
    if (said.includes('the start failed: Error: ENOTDIR')) break;
  }
  expect(said).toContain('the start failed: Error: ENOTDIR');
});

test('why an engine fell is noted, also where the next one mends it', async () => {
  ({ app, page } = await launchApp(home));
  program = app.process();
  await expect(page).toHaveTitle(/Headwater/);
  const falling = join(home, 'falls.mjs');
  await writeFile(falling, `throw new Error('the reason: https://me:hunter2@example.invalid/');\n`);
  // the next life falls by an exception, and the one behind it is as ever
  await app.evaluate(({ utilityProcess }, script) => {
    const fork = utilityProcess.fork.bind(utilityProcess);
    utilityProcess.fork = (_path, ...rest) => {
      utilityProcess.fork = fork;
      return fork(script, ...rest);
    };
  }, falling);
  process.kill(await enginePid(), 'SIGKILL');
  const log = () => readFile(join(home, 'logs', 'shell.log'), 'utf8').catch(() => '');
  await expect.poll(log).toContain('Error: the reason');
  expect(await log()).toMatch(/got exit code 1\n[^]*Error: the reason/);
  expect(await log()).not.toContain('hunter2');
  await expect.poll(() => page.evaluate(() => fetch('/').then(({ ok }) => ok)).catch(() => false)).toBe(true);
  await app.close();
});

test('an engine that cannot start is told, and nothing stands still meanwhile', async () => {
  app = await launchAlone(home, [], { FFMPEG_PATH: join(home, 'none') });
  program = app.process();
  const log = join(home, 'logs', 'shell.log');
  await expect.poll(() => readFile(log, 'utf8').catch(() => '')).toContain('ffmpeg.missing');
  // a box that the process waits for would have it answer nobody
  expect(await app.evaluate(({ app: main }) => main.isReady())).toBe(true);
  const exited = once(program, 'exit');
  program.kill('SIGTERM');
  // by itself, and not by the signal
  expect((await exited)[1]).toBeNull();
});
