import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsKeyLikeFolder, relayServiceOf, relayUrlSchema, splitBackupUrl, splitRelayUrl } from './relay-url.js';

const word = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,20}$/);
const problem = (text: string): string => {
  const parsed = relayUrlSchema.safeParse(text);
  return parsed.success ? 'fine' : (parsed.error.issues[0]?.message ?? '');
};

describe('splitRelayUrl', () => {
  it.each([
    ['rtmp://live.example/app/key', 'rtmp://live.example/app', 'key'],
    [
      'rtmp://live.example:1936/app/room/key?bandwidthtest=true',
      'rtmp://live.example:1936/app/room',
      'key?bandwidthtest=true',
    ],
    ['  rtmp://live.example/app/  ', 'rtmp://live.example/app', null],
    ['rtmps://a.rtmps.youtube.com/live2', 'rtmps://a.rtmps.youtube.com/live2', null],
    ['rtmps://b.rtmps.youtube.com/live2?backup=1', 'rtmps://b.rtmps.youtube.com/live2?backup=1', null],
    [
      'rtmps://b.rtmps.youtube.com:443/live2?backup=1/abcd-efgh',
      'rtmps://b.rtmps.youtube.com:443/live2?backup=1',
      'abcd-efgh',
    ],
    [
      'rtmps://live-api-s.facebook.com:443/rtmp/FB-1-0-x?s_bl=1',
      'rtmps://live-api-s.facebook.com:443/rtmp',
      'FB-1-0-x?s_bl=1',
    ],
    ['rtmp://[::1]:1935/live/key', 'rtmp://[::1]:1935/live', 'key'],
    ['javascript:alert(1)', 'javascript:alert(1)', null],
  ])('%s', (text, url, key) => {
    expect(splitRelayUrl(text)).toEqual({ url, key, passphrase: null });
  });

  it('leaves an instance with the application when the key was entered by itself, but never at a host it knows', () => {
    expect(splitRelayUrl('rtmp://live.example/app/room', { hasKey: true })).toMatchObject({
      url: 'rtmp://live.example/app/room',
      key: null,
    });
    expect(splitRelayUrl('rtmp://live.twitch.tv/app/live_1_x', { hasKey: true })).toMatchObject({
      url: 'rtmp://live.twitch.tv/app',
      key: 'live_1_x',
    });
  });

  it('takes for a key what a backup has more folders than its primary, unless it has a key of its own', () => {
    const backup = (text: string, primary: string, hasKey = false) => splitBackupUrl(text, primary, hasKey);
    const plain = 'rtmp://b.example/app';
    const deep = 'rtmp://b.example/app/room';
    expect(backup(deep, 'rtmp://a.example/app')).toMatchObject({ url: plain, key: 'room' });
    expect(backup(deep, 'rtmp://a.example/app/room')).toMatchObject({ url: deep, key: null });
    expect(backup(`${deep}/key`, 'rtmp://a.example/app/room')).toMatchObject({ url: deep, key: 'key' });
    expect(backup(plain, 'rtmp://a.example/app/room')).toMatchObject({ url: plain, key: null });
    expect(backup(deep, 'rtmp://a.example/app', true)).toMatchObject({ url: deep, key: null });
    expect(backup('srt://b.example:9000?streamid=x', 'srt://a.example:9000')).toMatchObject({ key: 'x' });
  });

  it('knows keys of services by their form, and leaves names of rooms alone', () => {
    const holds = (folder: string) => holdsKeyLikeFolder(`rtmp://a.example/app/${folder}`);
    const keys = ['live_523846_hushHUSH', 'abcd-efgh-1234-wxyz', 'FB-1234567890-0-Ab', 'sk_us-west-2_abc'];
    const random = ['5f4dcc3b5aa765d61d8327deb882cf99', '123e4567-e89b-12d3-a456-426614174000', 'aB3dE5gH7jK9mN1pQ3sT'];
    expect([...keys, ...random].filter((each) => !holds(each))).toEqual([]);
    expect(['room', '_definst_', 'studio-2', '2024-spring-festival', 'main-stage-hall'].filter(holds)).toEqual([]);
    expect(holdsKeyLikeFolder('rtmp://a.example/live_523846_hushHUSH')).toBe(false);
  });

  it('takes stream id and passphrase out of an SRT address', () => {
    expect(
      splitRelayUrl('srt://live.example:9000?latency=200&streamid=%23%21%3A%3Ar%3Da&passphrase=long%20enough'),
    ).toEqual({
      url: 'srt://live.example:9000?latency=200',
      key: '#!::r=a',
      passphrase: 'long enough',
    });
  });

  it('puts nothing of the key into the address, and what it gives is an address', () => {
    fc.assert(
      fc.property(word, fc.stringMatching(/^[a-z]{3}\.example$/), word, (key, host, app) => {
        const secret = `k3y-${key}`;
        const split = splitRelayUrl(`rtmps://${host}/${app}/${secret}?x=${secret}`);
        expect(split).toEqual({ url: `rtmps://${host}/${app}`, key: `${secret}?x=${secret}`, passphrase: null });
        expect(relayUrlSchema.parse(split.url)).toBe(split.url);
      }),
    );
  });

  it('never throws, and splits what it has split no further', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `rtmp://h/${text}`),
          fc.string().map((text) => `srt://h:1?${text}`),
        ),
        (text) => {
          const { url } = splitRelayUrl(text);
          if (relayUrlSchema.safeParse(url).success)
            expect(relayUrlSchema.parse(url)).toBe(relayUrlSchema.parse(relayUrlSchema.parse(url)));
        },
      ),
    );
  });
});

describe('relayUrlSchema', () => {
  it('takes addresses and drops the slash at their end', () => {
    expect(relayUrlSchema.parse(' rtmps://live-api-s.facebook.com:443/rtmp/ ')).toBe(
      'rtmps://live-api-s.facebook.com:443/rtmp',
    );
    expect(relayUrlSchema.parse('rtmp://live.example/app/room')).toBe('rtmp://live.example/app/room');
    expect(relayUrlSchema.parse('srt://live.example:9000?latency=200&pbkeylen=16')).toContain('pbkeylen');
  });

  it.each([
    ['https://live.example/app', /rtmp:\/\//],
    ['', /rtmp:\/\//],
    ['rtmp://', /name of a server|rtmp:\/\//],
    ['rtmp://user:hush@live.example/app', /user and password/],
    ['rtmp://hush@live.example/app', /user and password/],
    ['rtmp://live.example', /application/],
    ['rtmp://live.example/app#x', /"#"/],
    ['rtmp://live.example/a pp', /plain letters/],
    ['rtmp://live.example/\u202eapp', /plain letters/],
    ['rtmp://live.example/app\n', /fine/],
    ['rtmp://live.example/app\nHost: x', /plain letters/],
    ['rtmp://live.example/app?token=hush', /without secrets/],
    ['rtmp://live.twitch.tv/app/live_hush', /stream key/],
    ['rtmps://b.rtmps.youtube.com/live2?backup=1/hush', /stream key/],
    ['srt://live.example', /port/],
    ['srt://live.example:9000?streamid=hush', /without secrets/],
    ['srt://:9000?mode=listener', /caller|server/],
    [`rtmp://live.example/${'a'.repeat(2000)}`, /at most/],
  ])('says what is wrong with %j and repeats none of it', (text, words) => {
    expect(problem(text)).toMatch(words);
    expect(problem(text)).not.toContain('hush');
  });
});

it('knows services by their hosts', () => {
  expect(relayServiceOf('rtmp://live-fra.twitch.tv/app')).toBe('twitch');
  expect(relayServiceOf('rtmps://ingest.global-contribute.live-video.net:443/app')).toBe('twitch');
  expect(relayServiceOf('rtmps://fa723fc1b171.global-contribute.live-video.net/app')).toBe('kick');
  expect(relayServiceOf('rtmps://a.rtmps.youtube.com/live2')).toBe('youtube');
  expect(relayServiceOf('rtmps://nottwitch.tv/app')).toBe('rtmp');
  expect(relayServiceOf('srt://a.youtube.com:1')).toBe('srt');
  expect(relayServiceOf('nonsense')).toBe('rtmp');
});
