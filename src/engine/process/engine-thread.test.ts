import { expect, test } from 'vitest';
import { LogBook } from '../../../test/servers/rtmp-fixture.js';
import { EngineThread } from './engine-thread.js';

type Said = 'ready' | 'early' | 'late' | 'ending';

const launch = (script: string, logger = new LogBook(), holdsSecrets = false) =>
  EngineThread.launch<string, Said, 'ready'>({
    file: new URL(
      `data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads';${script}`)}`,
    ),
    name: 'headwater-test',
    data: null,
    logger,
    holdsSecrets,
    isFirst: (message) => message === 'ready',
  });

test('tells all that it said beside its first word, and waits for its real end', async () => {
  const { thread, first } = await launch(`
    parentPort.postMessage('early');
    parentPort.postMessage('ready');
    parentPort.on('message', (message) => {
      parentPort.postMessage(message);
      if (message === 'ending') process.exit(0);
    });
  `);
  const said: Said[] = [];
  thread.listen((message) => said.push(message));
  thread.send('late');
  await thread.stop('ending', 60_000);
  expect([first, said]).toEqual(['ready', ['early', 'late', 'ending']]);
  expect(await thread.exited).toEqual({ cause: 'exit code 0' });
  // nobody is there any more
  thread.send('late');
  await thread.stop('ending', 60_000);
});

test('one that does not end when it is asked to is ended', async () => {
  const { thread } = await launch(`parentPort.postMessage('ready'); parentPort.on('message', () => { for (;;); });`);
  await thread.stop('ending', 50);
  expect(await thread.exited).toEqual({ cause: 'exit code 1' });
});

test('one that throws ends alone, and its cause is told; before its first word, whoever launches it hears of it', async () => {
  const log = new LogBook();
  const { thread } = await launch(
    `parentPort.postMessage('ready'); parentPort.on('message', () => { throw new Error('no way'); });`,
    log,
  );
  thread.send('late');
  expect(await thread.exited).toEqual({ cause: 'no way' });
  expect(log.lines.join('\n')).toContain('no way');
  await expect(launch(`throw new Error('not today')`)).rejects.toMatchObject({
    code: 'internal',
    message: 'Expected headwater-test to run, got: not today',
  });
});

test('of one that holds secrets, an error tells its kind and its place and not a word of what it says', async () => {
  const log = new LogBook();
  const throwing = `parentPort.postMessage('ready');
    parentPort.on('message', () => { throw new RangeError('the key is hush\\n    at hush (hush)'); });`;
  const { thread } = await launch(throwing, log, true);
  thread.send('late');
  const { cause } = await thread.exited;
  expect(cause).toMatch(/^RangeError at .*:\d+:\d+/);
  expect(log.lines.join('\n')).toContain('RangeError');
  await expect(launch(`throw 'hush'`, log, true)).rejects.toMatchObject({ code: 'internal' });
  // its source holds the word, and stands in the place: what it says begins behind it
  expect([cause, ...log.lines].join('\n')).not.toContain('key is');
  expect([cause, ...log.lines].join('\n')).not.toContain('at hush');
});
