import { expect, test } from 'vitest';
import { testState } from '../../test/servers/studio-fixture.js';
import type { Relay, RelayFeed, RelayRun, UplinkBudget } from '../shared/relays.js';
import type { StudioState } from '../shared/studio-state.js';
import type { Publication } from '../shared/publication.js';
import { News } from './news.js';
import { RelayNews } from './relay-news.js';

const run = (status: RelayRun['status'], code: string | null = null, via: RelayRun['via'] = 'primary'): RelayRun => ({
  relayId: 'r',
  status,
  via,
  reason: code === null ? null : { code, details: {} },
  bitrate: null,
  sentBytes: 0,
  liveSinceMs: null,
  droppedFrames: 0,
  reconnects: 0,
  lagMs: null,
  feed: null,
});

const relay = (id: string, name: string, more: Partial<Relay> = {}): Relay => ({
  id,
  config: {
    name,
    service: 'rtmp',
    url: 'rtmp://a.example/app',
    backupUrl: null,
    isEnabled: true,
    feed: 'auto',
    whileSourceIsGone: 'hold',
  },
  hasKey: true,
  keyHint: null,
  hasBackupKey: false,
  hasPassphrase: false,
  isTransient: false,
  ...more,
});
const source: RelayFeed = { kind: 'source', name: 'source', bitrate: 6_200_000, reason: null };
const rung: RelayFeed = {
  kind: 'rendition',
  name: '720p',
  bitrate: 3_160_000,
  reason: { code: 'relay.bitrate-too-high', details: { bitrate: 9_000_000, limit: 6_000_000 } },
};
const budget: UplinkBudget = {
  ladder: 8_000_000,
  relays: [],
  needed: 17_000_000,
  measured: null,
  usable: null,
  fits: null,
  isComplete: true,
  reason: null,
};
const measured = { measured: 20_000_000, usable: 16_000_000 };

/** What is told while the state goes through these. */
function tellings(...changes: Partial<StudioState>[]): string[] {
  const lines: string[] = [];
  const news = new RelayNews((line) => lines.push(line));
  let state = testState();
  for (const change of changes) {
    state = { ...state, ...change };
    news.look(state);
  }
  return lines;
}
const show = (status: string, ...relays: RelayRun[]) =>
  ({ id: 'b', status, relays, publication: null }) as unknown as StudioState['broadcast'];

test('a relay is told of when it begins, when it is in trouble, and when it is back; once each', () => {
  const runs = [
    run('connecting'),
    run('live'),
    run('live'),
    run('live', 'relay.no-source'),
    run('reconnecting', 'relay.closed'),
    run('reconnecting', 'relay.unreachable'),
    run('live', null, 'backup'),
  ];
  const relays = [relay('r', 'Mine')];
  expect(tellings({ relays }, ...runs.map((each) => ({ broadcast: show('live', each) })))).toEqual([
    'Sending on to Mine.',
    expect.stringMatching(/^warning: Mine: The service hung up\. .+ It is tried again by itself\.$/),
    'Sending on to Mine (its backup address).',
  ]);
});

test('an encode that fails and a source that says nothing are told; what is tried again is said once, where it is', () => {
  const failing = (status: RelayRun['status']): RelayRun => ({
    ...run(status),
    reason: { code: 'relay.encode-failing', details: { failures: 2 } },
  });
  const relays = [relay('r', 'Mine')];
  const shows = (...runs: RelayRun[]) => runs.map((each) => ({ broadcast: show('live', each) }));
  const fails =
    'Mine: The encode for this relay fails (2 times in a row). Choose a rung for it, or send what the service takes.';
  expect(tellings({ relays }, ...shows(failing('reconnecting')))).toEqual([
    `warning: ${fails} It is tried again by itself.`,
  ]);
  expect(tellings({ relays }, ...shows(failing('live')))).toEqual([`warning: ${fails} It is tried again by itself.`]);
  // told by its notice, with its name
  expect(tellings({ relays }, ...shows(failing('failed')))).toEqual([]);
  const withRung = { ...run('live'), feed: { ...rung, name: '360p', reason: failing('live').reason } };
  expect(tellings({ relays }, ...shows(withRung))[0]).toBe(
    'Mine gets the rendition 360p, 3.2 Mb/s, because the encode for this relay fails (2 times in a row). Choose a rung for it, or send what the service takes.',
  );
  expect(tellings({ relays }, ...shows(run('live', 'relay.feed-silent'), run('live')))).toEqual([
    expect.stringMatching(/^warning: Mine: Nothing comes that could be sent on\. .+ as soon as something comes\.$/),
    'Sending on to Mine.',
  ]);
});

test('a picture that is passed on beside sound made anew is no encode of the whole', () => {
  const feed: RelayFeed = { ...rung, kind: 'encode', name: '1080p', isPictureCopied: true };
  const on = { ...run('connecting'), feed };
  expect(tellings({ relays: [relay('r', 'Mine')], broadcast: show('live', on) })[0]).toMatch(
    /^Mine gets the 1080p picture as it is, its sound made anew, 3\.2 Mb\/s, because /,
  );
});

test('its name stands once before what went wrong, also where the facts name it', () => {
  const reason = { code: 'relay.bad-key', details: { name: 'Mine', said: 'no' } };
  const trouble = { ...run('reconnecting'), reason };
  expect(tellings({ relays: [relay('r', 'Mine')], broadcast: show('live', trouble) })).toEqual([
    'warning: Mine: The service does not take this stream key (no). Copy the key from the service once more. It is tried again by itself.',
  ]);
});

test('before the show: what each will get and why, who lacks a key, and the line; again only what changes', () => {
  const relays = [
    relay('r', 'Mine'),
    relay('s', 'LinkedIn'),
    relay('t', 'Keyless', { hasKey: false }),
    relay('u', 'Small', { config: { ...relay('u', 'Small').config, feed: '720p' } }),
  ];
  const next = (relayId: string, feed: RelayFeed, isAssumed = true) => ({ relayId, feed, isAssumed });
  const before = { relays, nextRelays: [next('r', source), next('s', rung), next('t', source)], uplink: budget };
  const other = next('u', { ...rung, reason: null }, false);
  const short = { ...budget, ...measured, fits: false };
  expect(
    tellings(
      before,
      before,
      { nextRelays: [next('r', { ...source, bitrate: 5e6 }, false), next('s', rung)] },
      { nextRelays: [...before.nextRelays, other], uplink: short },
    ),
  ).toEqual([
    "Mine will get the encoder's stream as it is, about 6.2 Mb/s.",
    "LinkedIn will get the rendition 720p, about 3.2 Mb/s, because the source's bitrate (9 Mb/s) is above what the service takes (6 Mb/s). Lower it in the encoder.",
    'warning: Keyless: The stream key of this relay is missing. Enter it once more.',
    'That is reckoned for 1080p, 30 pictures a second and 6 Mb/s: no source is known yet.',
    'Bucket and relays together need about 17 Mb/s of the line, which has not been measured.',
    'Small will get the rendition 720p, about 3.2 Mb/s.',
    'warning: Bucket and relays together need about 17 Mb/s of the line: it was measured at 20 Mb/s, of which 16 Mb/s may be used. Stop a relay, or send less.',
  ]);
});

test('two relays that fail for one reason are both told of, also while the destination is in trouble', () => {
  const lines: string[] = [];
  const news = new News((line) => lines.push(line));
  const notice = (name: string) => ({
    ...{ id: name, atMs: 1, level: 'error' as const },
    reason: { code: 'relay.bad-key', details: { name } },
  });
  const trouble = { status: 'held', reason: { code: 'publish.forbidden', details: {} }, destinationName: 'Stage' };
  news.look(testState(), trouble as Publication, 0);
  news.look({ ...testState(), notices: [notice('One'), notice('Two')] }, trouble as Publication, 0);
  expect(lines.slice(1)).toEqual([
    expect.stringMatching(/^error: One: The service does not take this stream key/),
    expect.stringMatching(/^error: Two: The service does not take this stream key/),
  ]);
});

test('a command that ends with its broadcast says nothing of the next one', () => {
  const lines: string[] = [];
  const news = new RelayNews((line) => lines.push(line), true);
  const state = { ...testState(), relays: [relay('r', 'Mine')] };
  const next = (feed: RelayFeed) => [{ relayId: 'r', feed, isAssumed: false }];
  news.look({ ...state, nextRelays: next(rung), broadcast: show('starting') });
  news.look({ ...state, nextRelays: next(source), broadcast: null });
  expect(lines).toEqual([expect.stringMatching(/^Mine will get the rendition 720p/)]);
});

test('once the programme is there: what each gets, what the line has to carry, and when that is too much', () => {
  const on = { ...run('connecting'), feed: { ...rung, reason: null } };
  const room = { ...budget, ladder: 0, needed: 6_400_000, ...measured, fits: true };
  const short = { ...budget, ...measured, fits: false };
  expect(
    tellings(
      { relays: [relay('r', 'Mine')], broadcast: show('live', on), uplink: room },
      { broadcast: show('live', { ...on, status: 'live' }) },
      { broadcast: show('live', { ...on, status: 'live', feed: source }), uplink: short },
      { uplink: { ...short, needed: 18_000_000 } },
    ),
  ).toEqual([
    'Mine gets the rendition 720p, 3.2 Mb/s, because there is no stream of an encoder to pass on.',
    'The relays need 6.4 Mb/s of the line: it was measured at 20 Mb/s, of which 16 Mb/s may be used.',
    'Sending on to Mine.',
    "Mine gets the encoder's stream as it is, 6.2 Mb/s.",
    'warning: Bucket and relays together need 17 Mb/s of the line: it was measured at 20 Mb/s, of which 16 Mb/s may be used. Stop a relay, or send less.',
  ]);
});
