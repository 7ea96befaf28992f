import { afterEach, expect, test } from 'vitest';
import { startObsServer, type ObsServer } from '../../../test/servers/obs-server.js';
import type { AppError } from '../../shared/errors.js';
import type { Logger } from '../log/logger.js';
import { parseObsAddress } from './obs-address.js';
import { talkWithObs } from './obs-connection.js';
import { ObsDesk } from './obs-desk.js';
import { obsServiceName } from './obs-service.js';

const key = 'k9f2-77ab-river-4d1c';
const lines: string[] = [];
const logger: Logger = {
  debug: (...args: unknown[]) => void lines.push(JSON.stringify(args)),
  info: (...args: unknown[]) => void lines.push(JSON.stringify(args)),
  warn: (...args: unknown[]) => void lines.push(JSON.stringify(args)),
  error: (...args: unknown[]) => void lines.push(JSON.stringify(args)),
  child: () => logger,
};
const input = { id: 'input-1', name: 'Encoder', key };
const deskOf = (urls: readonly string[]) =>
  new ObsDesk({ inputs: { list: () => [input] }, serverUrls: () => urls, logger });
const desk = deskOf(['rtmp://127.0.0.1:1935/live', 'rtmp://192.168.1.20:1935/live']);

const servers: ObsServer[] = [];
const start = async (options: Parameters<typeof startObsServer>[0] = {}) => {
  const server = await startObsServer(options);
  servers.push(server);
  return server;
};
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const failure = (attempt: Promise<unknown>): Promise<AppError> =>
  attempt.then(
    () => Promise.reject(new Error('Expected a failure')),
    (error: AppError) => error,
  );
const configure = (address: string, password = '', replace: string | null = null) =>
  desk.configure({ address, password, inputId: 'input-1', replace });

test('server and key are written into OBS, read back, and in no log', async () => {
  const obs = await start({ password: 'canoe' });
  await expect(configure(obs.address, 'canoe')).resolves.toEqual({
    obsVersion: '31.0.1',
    server: 'rtmp://127.0.0.1:1935/live',
    replaced: null,
  });
  expect(obs.service()).toEqual({
    type: 'rtmp_custom',
    settings: { server: 'rtmp://127.0.0.1:1935/live', key, use_auth: false },
  });
  expect(lines.join()).not.toContain(key);
  expect(lines.join()).not.toContain('canoe');
  await expect.poll(() => obs.connections()).toBe(0);
});

test.each(['', 'kayak'])('the password "%s" is refused in words, and nothing is written', async (password) => {
  const obs = await start({ password: 'canoe' });
  expect((await failure(configure(obs.address, password))).code).toBe('obs.wrong-password');
  expect(obs.service()).toBeNull();
});

test('an OBS that is live is left alone', async () => {
  const obs = await start({ isStreaming: true });
  expect(await failure(configure(obs.address))).toMatchObject({ code: 'obs.streaming', retryable: true });
  expect(obs.service()).toBeNull();
});

test('an OBS that streams elsewhere is asked about by name, and gets back what it had', async () => {
  const twitch = { type: 'rtmp_common', settings: { service: 'Twitch', server: 'auto', key: 'live_123_secret' } };
  const obs = await start({ service: twitch, password: 'canoe' });
  const asked = await failure(configure(obs.address, 'canoe'));
  expect(asked).toMatchObject({ code: 'obs.has-service', details: { service: 'Twitch' } });
  // agreed to something else: it is asked again
  expect((await failure(configure(obs.address, 'canoe', 'YouTube - RTMPS'))).code).toBe('obs.has-service');
  expect(obs.service()).toBeNull();
  await expect(configure(obs.address, 'canoe', 'Twitch')).resolves.toMatchObject({ replaced: 'Twitch' });
  // once more, now over what is our own: what it had first can still be put back
  await expect(configure(obs.address, 'canoe')).resolves.toMatchObject({ replaced: 'Twitch' });
  expect(obs.service()).toMatchObject({ settings: { key } });
  expect((await failure(desk.restore({ address: obs.address, password: 'kayak' }))).code).toBe('obs.wrong-password');
  await expect(desk.restore({ address: obs.address, password: 'canoe' })).resolves.toEqual({ service: 'Twitch' });
  expect(obs.service()).toEqual(twitch);
  const again = await failure(desk.restore({ address: obs.address, password: 'canoe' }));
  expect(again.code).toBe('obs.nothing-to-restore');
  expect(lines.join() + JSON.stringify(asked.details)).not.toContain('secret');
});

test('what somebody has entered in OBS since is not overwritten by putting back', async () => {
  const twitch = { type: 'rtmp_common', settings: { service: 'Twitch', server: 'auto', key: 'live_123' } };
  const obs = await start({ service: twitch, password: 'canoe' });
  await configure(obs.address, 'canoe', 'Twitch');
  const youtube = { service: 'YouTube - RTMPS', server: 'rtmps://a.rtmps.youtube.com/live2', key: 'abc' };
  const address = parseObsAddress(obs.address);
  await talkWithObs({ address, password: 'canoe', timeoutMs: 8_000 }, (connection) =>
    connection.call('SetStreamServiceSettings', {
      streamServiceType: 'rtmp_common',
      streamServiceSettings: youtube,
    }),
  );
  const refused = await failure(desk.restore({ address: obs.address, password: 'canoe' }));
  expect(refused).toMatchObject({ code: 'obs.has-service', details: { service: 'YouTube - RTMPS' } });
  expect(obs.service()).toEqual({ type: 'rtmp_common', settings: youtube });
});

test('what an OBS has is named by its platform or host, never by more; a fresh one and our own are nobody else’s', () => {
  const own = { servers: ['rtmp://127.0.0.1:1935/live'], keys: [key] };
  const nameOf = (type: string, settings: Record<string, string>) => obsServiceName({ type, settings }, own);
  expect(nameOf('rtmp_custom', { server: 'rtmps://live.example.org:443/app/secret', key: '' })).toBe(
    'live.example.org',
  );
  expect(nameOf('rtmp_custom', { server: 'nowhere', key: 'abc' })).toBe('another server');
  expect(nameOf('whip_custom', { server: 'https://whip.example.org/x', bearer_token: 'abc' })).toBe('whip.example.org');
  expect(nameOf('rtmp_common', { service: 'Twitch', key: '' })).toBeNull();
  expect(nameOf('rtmp_custom', {})).toBeNull();
  expect(
    nameOf('rtmp_custom', { server: 'rtmp://127.0.0.1:1935/live', key: 'of an input that was renewed' }),
  ).toBeNull();
  expect(nameOf('rtmp_custom', { server: 'rtmp://192.168.1.9:1935/live', key })).toBeNull();
});

test('what is no OBS, or behaves like none, is told apart', async () => {
  const gone = await startObsServer();
  await gone.close();
  expect(await failure(configure(gone.address))).toMatchObject({
    code: 'obs.unreachable',
    details: { host: '127.0.0.1' },
  });
  const codes: string[] = [];
  for (const fault of ['hangs-up', 'no-protocol', 'forgets', 'refuses'] as const) {
    codes.push((await failure(configure((await start({ fault })).address))).code);
  }
  expect(codes).toEqual(['obs.unreachable', 'obs.unsupported', 'obs.refused', 'obs.refused']);
});

test('one that says nothing is not waited for', async () => {
  const address = parseObsAddress((await start({ fault: 'silent' })).address);
  const talk = talkWithObs({ address, password: '', timeoutMs: 50 }, (obs) => obs.call('GetVersion'));
  expect((await failure(talk)).code).toBe('obs.unreachable');
});

test('an OBS elsewhere is given an address that it can reach, or is told that there is none', async () => {
  const request = { address: '192.0.2.1:4455', password: '', inputId: 'input-1', replace: null };
  const lonely = deskOf(['rtmp://127.0.0.1:1935/live']);
  expect(await failure(lonely.configure(request))).toMatchObject({ code: 'obs.no-way', details: { why: 'network' } });
});

test('addresses as people write them', () => {
  expect(
    [null, '', 'localhost', '127.0.0.1:4460', 'ws://[::1]:4455/', 'desk.local'].map((text) => parseObsAddress(text)),
  ).toEqual([
    { url: 'ws://127.0.0.1:4455/', host: '127.0.0.1', isHere: true },
    { url: 'ws://127.0.0.1:4455/', host: '127.0.0.1', isHere: true },
    { url: 'ws://localhost:4455/', host: 'localhost', isHere: true },
    { url: 'ws://127.0.0.1:4460/', host: '127.0.0.1', isHere: true },
    { url: 'ws://[::1]:4455/', host: '[::1]', isHere: true },
    { url: 'ws://desk.local:4455/', host: 'desk.local', isHere: false },
  ]);
  for (const text of ['http://localhost:4455', 'ws://me:secret@localhost', 'ws://a/b', 'a b', 'ws://localhost/?x=1']) {
    expect(() => parseObsAddress(text)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  }
});
