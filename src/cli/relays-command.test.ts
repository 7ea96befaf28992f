import { EventEmitter } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RtmpSink } from '../../test/servers/rtmp-sink.js';
import { SrtSink } from '../../test/servers/srt-sink.js';
import { lockDataDir } from '../engine/database/data-dir-lock.js';
import { relaySchema } from '../shared/relays.js';
import { askSecret, type SecretTerminal } from './ask-secret.js';
import { UsageError } from './command.js';
import { helpText } from './help.js';
import { main } from './main.js';
import { parseCommand } from './parse-command.js';
import { relaysOfRun } from './relays-of-run.js';

const key = 'live_523846_hushHUSHhush';
let folder = '';
let printed: string[] = [];
let told: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-cli-relays-'));
  printed = [];
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command line as a person would. */
function run(args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  return main(['relays', ...args, '--data', folder], {
    around: { platform: process.platform, env, home: folder, cwd: folder },
    outDir: '',
    version: '1',
    print: (line) => printed.push(line),
    tell: (line) => told.push(line),
  });
}
const twitch = ['add', 'My Twitch', '--service', 'twitch'];

describe('headwater relays', () => {
  it('takes the key out of a backup address as well, and says that it stood in the command line', async () => {
    const add = (name: string, url: string, backup: string, env: Record<string, string> = {}) =>
      run(['add', name, '--url', url, '--backup', backup], { HEADWATER_RELAY_KEY: key, ...env });
    expect(await add('A', 'rtmp://a.example/app', 'rtmp://b.example/app/hush-hush-hush')).toBe(0);
    expect(told.join()).toContain('The key stands in the command line');
    expect(await add('B', 'rtmp://a.example/app/room', 'rtmp://b.example/app/room')).toBe(0);
    await run(['list', '--json']);
    expect(JSON.parse(printed[0] ?? '')).toMatchObject([
      { config: { backupUrl: 'rtmp://b.example/app' }, hasBackupKey: true },
      { config: { url: 'rtmp://a.example/app/room', backupUrl: 'rtmp://b.example/app/room' }, hasBackupKey: false },
    ]);
    const folderMore = { HEADWATER_RELAY_BACKUP_KEY: 'another' };
    expect(await add('C', 'rtmp://a.example/app', 'rtmp://b.example/app/room', folderMore)).toBe(0);
    expect([...printed, ...told].join()).not.toContain('hush-hush');
  });

  it('is read, and has help that names every option', () => {
    expect(parseCommand(['relays'])).toEqual({ name: 'relays', action: 'list', dataDir: null, json: false });
    expect(
      parseCommand(['relays', 'add', 'T', '--service', 'Twitch', '--server', 'fra', '--off', '--data', 'x']),
    ).toEqual({
      name: 'relays',
      action: 'add',
      dataDir: 'x',
      relay: 'T',
      service: 'twitch',
      server: 'fra',
      url: null,
      backupUrl: null,
      feed: 'auto',
      whileSourceIsGone: null,
      isEnabled: false,
      keyFile: null,
    });
    expect(parseCommand(['relays', 'test', 'rtmp://a.example/app', '--json'])).toMatchObject({
      action: 'test',
      relay: { kind: 'url', url: 'rtmp://a.example/app' },
      json: true,
    });
    expect(parseCommand(['demo', '--relay', 'A', '--relay', 'rtmp://a.example/app'])).toMatchObject({
      relays: [{ kind: 'saved', name: 'A' }, { kind: 'url' }],
    });
    expect(parseCommand(['serve', '--relay', 'none'])).toMatchObject({ relays: [] });
    for (const flag of [
      'service',
      'server',
      'url',
      'backup',
      'feed',
      'while-gone',
      'off',
      'key-file',
      'json',
      'data',
    ]) {
      expect(helpText('relays')).toContain(`--${flag}`);
    }
  });

  it.each([
    [['add', 'T', '--service', 'twitch', '--key', key], /HEADWATER_RELAY_KEY/],
    [['add', 'T', key, '--service', 'twitch'], /one name/],
    [['add', 'T'], /--service/],
    [['add'], /name of a relay/],
    [['add', 'T', '--service', key], /one of twitch/],
    [['add', 'T', '--service', 'twitch', '--url', 'rtmp://x/y', '--server', 'fra'], /either/],
    [['add', 'T', '--service', 'twitch', '--feed', 'The Source'], /--feed/],
    [['add', 'T', '--service', 'twitch', '--while-gone', 'x'], /hold or hang-up/],
    [['dance'], /list, add, remove or test/],
    [['list', '--off'], /no --off/],
    [['remove'], /name of a relay/],
    [['test', 'http://x'], /rtmp:\/\//],
  ])('refuses %j in words, and repeats no key', (args, words) => {
    const parse = () => parseCommand(['relays', ...args]);
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(words);
    expect(parse).not.toThrow(key);
  });

  it('adds, lists and removes, and keeps the key in the secret store alone', async () => {
    expect(await run([...twitch, '--server', 'fra'], { HEADWATER_RELAY_KEY: key })).toBe(0);
    writeFileSync(join(folder, 'key.txt'), `\n${key}-file \n`);
    const custom = ['add', 'Mine', '--url', 'rtmp://live.example/app/room', '--key-file', 'key.txt', '--off'];
    expect(await run(custom, { INIT_CWD: folder })).toBe(0);
    expect(await run(['list', '--json'])).toBe(0);
    const list = relaySchema.array().parse(JSON.parse(printed.at(-1) ?? ''));
    expect(list).toMatchObject([
      {
        config: {
          name: 'My Twitch',
          url: 'rtmp://live-fra.twitch.tv/app',
          backupUrl: 'rtmps://ingest.global-contribute.live-video.net:443/app',
          isEnabled: true,
        },
        keyHint: 'hush',
      },
      {
        config: { name: 'Mine', url: 'rtmp://live.example/app/room', service: 'rtmp', isEnabled: false },
        hasKey: true,
      },
    ]);
    expect(await run([])).toBe(0);
    expect(printed.slice(1).join('\n')).toMatch(/on {3}My Twitch {2}Twitch .*key …hush\noff {2}Mine/);
    rmSync(join(folder, 'key.txt'));
    const files = readdirSync(folder).filter((file) => statSync(join(folder, file)).isFile());
    expect(files).toContain('secrets.json');
    for (const file of files) expect(readFileSync(join(folder, file)).includes(key)).toBe(false);
    expect([...printed, ...told].join('\n')).not.toContain(key);
    expect(await run(['remove', 'my twitch'])).toBe(0);
    expect(await run(['remove', 'my twitch'])).toBe(1);
    expect(told.join('\n')).toContain('relay.not-found');
  });

  it('splits an address that was pasted with its key, and says who could read that', async () => {
    expect(await run(['add', 'T', '--url', `rtmp://live-fra.twitch.tv/app/${key}`])).toBe(0);
    expect(told.join('\n')).toMatch(/everybody on this computer/);
    await run(['list', '--json']);
    expect(printed[0]).toContain('"url":"rtmp://live-fra.twitch.tv/app"');
    expect([...printed, ...told].join('\n')).not.toContain(key);
  });

  it.each([
    [['add', 'T', '--service', 'kick'], /--url: Kick has one like rtmps/],
    [['add', 'T', '--service', 'twitch', '--server', 'moon'], /--server to be one of nearest/],
    [['add', 'T', '--service', 'facebook', '--url', 'rtmp://live-api-s.facebook.com/rtmp'], /rtmps/],
    [['add', 'T', '--url', 'rtmp://live.example'], /application/],
    [['add', 'T', '--service', 'twitch', '--key-file', 'nowhere'], /ENOENT/],
    [['add', 'none', '--service', 'twitch'], /means something else/],
  ])('refuses %j with what to do', async (args, words) => {
    expect(await run(args, { HEADWATER_RELAY_KEY: key })).toBe(2);
    expect(told.join('\n')).toMatch(words);
    expect(told.join('\n')).not.toContain(key);
  });

  it('wants a key from somewhere, and the data folder for itself', async () => {
    // nobody is at the terminal of a test
    if (!process.stdin.isTTY) expect(await run(twitch)).toBe(2);
    const lock = lockDataDir(folder);
    expect(await run(twitch, { HEADWATER_RELAY_KEY: key })).toBe(1);
    expect(told.join('\n')).toContain('engine.data-dir-busy');
    expect(await run(['list'])).toBe(0);
    lock.release();
  });
});

describe('headwater relays test', () => {
  it('looks whether an SRT server listens', async () => {
    const sink = await SrtSink.start();
    try {
      expect(await run(['add', 'Sink', '--url', sink.url])).toBe(0);
      // ffmpeg takes a moment until it listens
      while ((await run(['test', 'sink'])) !== 0) printed.length = 0;
      expect(printed.join('\n')).toMatch(/✓[^]*Only going live/);
    } finally {
      await sink.die();
    }
    expect(await run(['test', 'sink'])).toBe(1);
  });

  it('says how far a service lets us, without going live', async () => {
    const sink = await RtmpSink.start();
    try {
      await run(['add', 'Sink', '--url', sink.url], { HEADWATER_RELAY_KEY: key });
      expect(await run(['test', 'sink'])).toBe(0);
      expect(printed.join('\n')).toMatch(/✓ it takes connections[^]*✓ it takes the application[^]*Only going live/);
      expect(await run(['test', sink.url, '--json'], { HEADWATER_RELAY_KEY: key })).toBe(0);
      expect(JSON.parse(printed.at(-1) ?? '')).toMatchObject({ status: 'ok', url: sink.url, isKeyUntested: true });
      expect(sink.publishes).toEqual([]);
    } finally {
      await sink.die();
    }
    expect(await run(['test', 'sink'])).toBe(1);
    expect([...printed, ...told].join('\n')).toMatch(/✗ .*\nThe service cannot be reached/);
    expect([...printed, ...told].join('\n')).not.toContain(key);
  });
});

describe('relaysOfRun', () => {
  const of = (urls: readonly string[], env: Record<string, string>) =>
    relaysOfRun(
      urls.map((url) => ({ kind: 'url', url })),
      { env },
      'demo',
      (line) => told.push(line),
    );

  it('takes the key of each address from the environment', () => {
    const both = of(['rtmp://a.example/app', 'rtmp://live-fra.twitch.tv/app'], {
      HEADWATER_RELAY_KEY_1: 'first-key',
      HEADWATER_RELAY_KEY_2: 'second-key',
    });
    expect(both).toMatchObject([
      { config: { name: 'a.example/app', service: 'rtmp' }, keys: { key: 'first-key' } },
      {
        config: { service: 'twitch', backupUrl: 'rtmps://ingest.global-contribute.live-video.net:443/app' },
        keys: { key: 'second-key' },
      },
    ]);
    expect(of(['srt://a.example:9000?passphrase=long-enough'], {})).toMatchObject([
      { config: { service: 'srt', url: 'srt://a.example:9000' }, keys: { key: null, passphrase: 'long-enough' } },
    ]);
  });

  it('takes one in the address with a warning, and misses none silently', () => {
    expect(of([`rtmp://a.example/app/${key}`], {})).toMatchObject([
      { config: { url: 'rtmp://a.example/app' }, keys: { key } },
    ]);
    expect(told.join()).toMatch(/everybody/);
    expect(told.join()).not.toContain(key);
    expect(() => of(['rtmp://a.example/app'], {})).toThrow(/in HEADWATER_RELAY_KEY$/);
    expect(() => of(['rtmp://a.example/app', 'rtmp://b.example/app'], { HEADWATER_RELAY_KEY: key })).toThrow(/KEY_1$/);
    expect(() => of(['rtmp://a.example/app'], { HEADWATER_RELAY_KEY: `${key} ${key}` })).not.toThrow(key);
  });
});

describe('askSecret', () => {
  class HandTerminal extends EventEmitter implements SecretTerminal {
    readonly isTTY = true;
    readonly modes: boolean[] = [];
    setRawMode(isRaw: boolean): void {
      this.modes.push(isRaw);
    }
    setEncoding(): void {}
    resume(): void {}
    pause(): void {}
  }

  it.each([
    [['se', 'crex\u007ft', '\r'], 'secret'],
    [['wrong\u0015right\n'], 'right'],
    [['secret\u0003'], null],
    [['\r'], null],
  ])('reads %j and shows none of it', async (typed, secret) => {
    const terminal = new HandTerminal();
    let shown = '';
    const answer = askSecret('Stream key', terminal, (text) => {
      shown += text;
    });
    for (const text of typed) terminal.emit('data', text);
    expect(await answer).toBe(secret);
    expect(shown).toBe('Stream key: \n');
    expect(terminal.modes).toEqual([true, false]);
    expect(terminal.listenerCount('data')).toBe(0);
  });

  it('asks nobody where there is no terminal', async () => {
    const terminal = Object.assign(new HandTerminal(), { isTTY: false });
    await expect(askSecret('Key', terminal, () => undefined)).rejects.toThrow(/HEADWATER_RELAY_KEY/);
  });
});
