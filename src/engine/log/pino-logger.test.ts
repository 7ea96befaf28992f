import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLog, type Log } from './pino-logger.js';

let folder = '';
let logs: Log[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-log-'));
});
afterEach(() => {
  for (const log of logs) log.close();
  logs = [];
  rmSync(folder, { recursive: true, force: true });
});

function open(options: Partial<Parameters<typeof openLog>[0]> = {}): Log {
  const log = openLog({ dataDir: folder, ...options });
  logs.push(log);
  return log;
}

function read(day: string): string {
  return readFileSync(join(folder, 'logs', `headwater-${day}.log`), 'utf8');
}

describe('openLog', () => {
  it('writes JSON lines into a file per day and drops those of 14 days ago', () => {
    let now = new Date(2026, 10, 21, 23, 59, 59).getTime();
    mkdirSync(join(folder, 'logs'));
    for (const day of ['2026-11-07', '2026-11-08', '2026-11-09'])
      writeFileSync(join(folder, 'logs', `headwater-${day}.log`), '');
    writeFileSync(join(folder, 'logs', 'notes.txt'), 'mine');
    const { logger, flush } = open({ now: () => now });
    logger.child({ component: 'rtmp' }).info({ port: 1935 }, 'Listening');
    now += 1500;
    logger.error({ error: new Error('outer', { cause: new Error('inner') }) }, 'Failed');
    flush();
    expect(JSON.parse(read('2026-11-21'))).toMatchObject({
      level: 30,
      component: 'rtmp',
      port: 1935,
      msg: 'Listening',
    });
    expect(JSON.parse(read('2026-11-22'))).toMatchObject({
      level: 50,
      msg: 'Failed',
      error: { cause: { message: 'inner' } },
    });
    const names = ['headwater-2026-11-09.log', 'headwater-2026-11-21.log', 'headwater-2026-11-22.log', 'notes.txt'];
    expect(readdirSync(join(folder, 'logs')).sort()).toEqual(names);
  });

  it('shows no secret, neither in fields nor in the stack of an error', () => {
    const printed: string[] = [];
    const day = new Date(2026, 10, 21, 12).getTime();
    const { logger, redactor, flush } = open({
      now: () => day,
      stderrLevel: 'debug',
      writeStderr: (line) => printed.push(line),
    });
    redactor.redactValue('open sesame');
    logger.warn({ error: new Error('refused open sesame'), url: 'rtsp://me:pa55@host/x' }, 'Say open sesame');
    flush();
    for (const text of [read('2026-11-21'), printed.join('')]) {
      expect(text).toContain('[redacted]');
      expect(text).not.toMatch(/sesame|pa55/);
    }
  });

  it('prints for people from the level asked for, without control characters', () => {
    const printed: string[] = [];
    const { logger } = open({
      stderrLevel: 'warn',
      now: () => Date.UTC(2026, 10, 21, 7, 14, 23, 120),
      writeStderr: (line) => printed.push(line),
    });
    logger.info({}, 'not this');
    logger.child({ component: 'rtmp' }).warn({ title: 'a\u001b[31mb' }, 'Odd title');
    expect(printed).toEqual(['07:14:23.120 warn  rtmp: Odd title title=a\\x1b[31mb\n']);
  });

  it('goes on without a folder to write to', () => {
    writeFileSync(join(folder, 'file'), '');
    const { logger, flush } = open({ dataDir: join(folder, 'file') });
    expect(() => {
      logger.info({}, 'nowhere to go');
      flush();
    }).not.toThrow();
  });

  it('has everything on disk when the process exits', async () => {
    await build({
      configFile: false,
      logLevel: 'silent',
      ssr: { noExternal: true },
      build: {
        ssr: join(import.meta.dirname, 'pino-logger.ts'),
        outDir: join(folder, 'out'),
        minify: false,
        rolldownOptions: { output: { entryFileNames: 'log.mjs' } },
      },
    });
    const script = join(folder, 'run.mjs');
    writeFileSync(
      script,
      `import { openLog } from './out/log.mjs';
       const { logger } = openLog({ dataDir: process.argv[2] });
       for (let index = 0; index < 1000; index += 1) logger.info({ index }, 'line');
       process.exit(0);`,
    );
    await promisify(execFile)(process.execPath, [script, folder]);
    const [name = ''] = readdirSync(join(folder, 'logs'));
    const lines = readFileSync(join(folder, 'logs', name), 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { index: number }).index)).toEqual([...Array(1000).keys()]);
  });
});
