import { expect, it } from 'vitest';
import { testState } from '../../test/servers/studio-fixture.js';
import { testBroadcast } from '../../test/servers/test-broadcast.js';
import type { Publication } from '../shared/publication.js';
import type { ActiveBroadcast, StudioState } from '../shared/studio-state.js';
import { Progress } from './progress.js';
import { describeBroadcast, fitLine, formatDuration } from './status-line.js';
import { describeSummary } from './summary-lines.js';
import { describeRest, describeUpload, drainOf, publicationOf } from './upload-line.js';

const stage = { status: 'ok' as const, reason: null };
const broadcastId = '20260101-000000-abcdefgh';
const broadcast = (seconds: number, status: ActiveBroadcast['status'] = 'live'): ActiveBroadcast =>
  testBroadcast({
    id: broadcastId,
    status,
    renditions: (['720p', '360p'] as const).map((name, index) => ({
      name,
      kind: 'video',
      width: 1280,
      height: 720,
      fps: 30,
      codecs: 'avc1.64001f',
      copied: index === 0,
      bandwidth: 1,
      averageBandwidth: 1,
      status: 'active',
    })),
    stages: { ingest: stage, transcode: stage, package: stage, publish: stage },
    figures: { inputFps: 29.97, speed: 1, segments: 1, archiveBytes: 1, durationSeconds: seconds },
  });

const state = (active: ActiveBroadcast | null): StudioState => ({
  ...testState(),
  broadcast: active,
  notices: [
    { id: 'old', atMs: 1, level: 'info', reason: { code: 'archive.repaired', details: {} } },
    { id: 'new', atMs: 100, level: 'warning', reason: { code: 'archive.disk-low', details: {} } },
  ],
});

const published = (more: Partial<Publication> = {}): Publication => ({
  broadcastId,
  destinationId: 'main',
  destinationName: 'Main',
  status: 'live',
  reason: null,
  objects: 120,
  bytes: 45_000_000,
  backlogObjects: 12,
  backlogBytes: 14_000_000,
  retries: 0,
  lagSeconds: 0.4,
  uploadBitrate: 4_520_000,
  deferred: [],
  isVerified: true,
  cost: null,
  holder: null,
  ...more,
});

/** The broadcast is over; its recording says how it stands at destinations. */
const over = (...publications: Publication[]): StudioState => ({
  ...state(null),
  recordings: [
    {
      id: broadcastId,
      title: 'Tea',
      visibility: 'public',
      createdAtMs: 0,
      endedAtMs: 1,
      durationSeconds: 61,
      sizeBytes: 1,
      width: null,
      height: null,
      status: 'ended',
      posterUrl: null,
      links: [],
      publications,
      export: null,
    },
  ],
});

function recorder(isTty: boolean, nowMs: () => number = () => 0) {
  let text = '';
  const sink = { isTty, columns: () => 60, write: (more: string) => void (text += more) };
  return { progress: new Progress(sink, broadcastId, nowMs), text: () => text };
}

it('describes a broadcast in one line', () => {
  expect(describeBroadcast(broadcast(61))).toBe('LIVE  1:01  30.0 fps  speed 1.00×  720p 360p');
  expect(formatDuration(3_725.9)).toBe('1:02:05');
  expect(fitLine('abcdefghij', 8)).toBe('abcdef…');
  expect(fitLine('abc', 8)).toBe('abc');
});

it('writes plain lines without a terminal: at changes, and every 10 s of programme', () => {
  const { progress, text } = recorder(false);
  for (const seconds of [0, 1, 5, 10, 11, 21]) progress.show(state(broadcast(seconds)), 50);
  progress.show(state(broadcast(22, 'reconnecting')), 50);
  progress.close();
  const lines = text().trimEnd().split('\n');
  expect(lines[0]).toMatch(/^warning: Little disk space/);
  expect(lines.slice(1).map((line) => line.split('  ').slice(0, 2).join(' '))).toEqual([
    'LIVE 0:00',
    'LIVE 0:10',
    'LIVE 0:21',
    'reconnecting 0:22',
  ]);
  expect(text()).not.toContain('\u001b');
  expect(text()).not.toContain('\r');
});

it('keeps one living line on a terminal and puts lines above it', () => {
  const { progress, text } = recorder(true);
  progress.show(state(broadcast(1)), 50);
  progress.setLink('http://127.0.0.1:8088/live/b/x/index.html');
  progress.show(state(broadcast(2)), 50);
  progress.show(state(broadcast(2)), 50);
  progress.line('done');
  const painted = text().split('\r\u001b[2K');
  expect(painted).toHaveLength(3);
  expect(painted[2]).toMatch(/^LIVE {2}0:02 .*…\ndone\n$/);
});

it('says how the upload goes, in the status line', () => {
  const live = { ...broadcast(61), publication: published() };
  expect(describeBroadcast(live)).toBe('LIVE  1:01  30.0 fps  speed 1.00×  720p 360p  upload: 4.5 Mb/s');
  expect(describeUpload(published({ uploadBitrate: null }))).toBe('upload: ok');
  expect(describeUpload(published({ status: 'starting' }))).toBe('upload: starting');
  const unread = (code: string) => describeUpload(published({ status: 'starting', reason: { code, details: {} } }));
  expect([unread('publish.first-segment'), unread('publish.verifying')]).toEqual([
    'upload: starting',
    'upload: starting',
  ]);
  expect(unread('publish.not-public')).toBe('upload: not to be read by viewers');
  expect(describeUpload(published({ status: 'blocked' }))).toBe('upload: waiting');
  expect(describeUpload(published({ status: 'held' }))).toBe('upload: held by another studio');
  expect(describeUpload(published({ status: 'behind', lagSeconds: 8.2 }))).toBe(
    'upload: 4.5 Mb/s, 8 s late, 12 segments, 14 MB to go',
  );
});

it('knows what is still on its way when the broadcast is over', () => {
  const completing = published({ status: 'completing' });
  expect(drainOf(state({ ...broadcast(1), publication: published() }), broadcastId)).toBeNull();
  expect(drainOf(state({ ...broadcast(1), publication: completing }), broadcastId)).toBe(completing);
  expect(drainOf(over(completing), broadcastId)).toBe(completing);
  expect(drainOf(over(published({ status: 'blocked' })), broadcastId)?.status).toBe('blocked');
  expect(drainOf(over(published({ status: 'complete' })), broadcastId)).toBeNull();
  expect(drainOf(over(), broadcastId)).toBeNull();
  expect(drainOf(over(completing), 'another')).toBeNull();
  expect(publicationOf(over(published({ status: 'removed' }), completing), broadcastId)).toBe(completing);
  expect(describeRest(completing)).toBe('Uploading the rest: 12 segments, 14 MB (4.5 Mb/s)');
  expect(describeRest(published({ status: 'blocked' }))).toBe('Uploading the rest: 12 segments, 14 MB, waiting');
  expect(describeRest(published({ backlogObjects: 0, uploadBitrate: 0 }))).toBe(
    'Uploading the rest: the last playlists',
  );
});

it('tells the rest every 10 s without a terminal, and all the time on one', () => {
  let nowMs = 0;
  const plain = recorder(false, () => nowMs);
  for (nowMs = 0; nowMs <= 12_000; nowMs += 4_000) {
    plain.progress.show(over(published({ status: 'completing', backlogObjects: 12 - nowMs / 4_000 })), 200);
  }
  expect(plain.text().match(/: \d+ segments/g)).toEqual([': 12 segments', ': 9 segments']);
  const living = recorder(true);
  for (const backlogObjects of [3, 2, 1]) {
    living.progress.show(over(published({ status: 'completing', backlogObjects })), 200);
  }
  expect(living.text().match(/: \d segments?/g)).toEqual([': 3 segments', ': 2 segments', ': 1 segment']);
});

it('says at once when nothing gets through, once per trouble, and not again by a notice', () => {
  const { progress, text } = recorder(false);
  const trouble = (code: string) =>
    state({ ...broadcast(1), publication: published({ status: 'blocked', reason: { code, details: {} } }) });
  const twice = { id: 'twice', atMs: 300, level: 'error' as const, reason: { code: 'publish.forbidden', details: {} } };
  progress.show(trouble('publish.unreachable'), 200);
  progress.show(trouble('publish.unreachable'), 200);
  progress.show({ ...trouble('publish.forbidden'), notices: [twice] }, 200);
  progress.show({ ...state({ ...broadcast(2), publication: published() }), notices: [twice] }, 200);
  progress.show(trouble('publish.unreachable'), 200);
  const told = text().match(/^\w+: .*/gm) ?? [];
  expect(told).toHaveLength(3);
  expect(told[0]).toMatch(/^warning: Nothing gets through to Main\. The bucket cannot be reached.*recording goes on/);
  expect(told[1]).toContain('key may not do that');
});

it('does not tell a trouble twice when its notice comes first', () => {
  const { progress, text } = recorder(false);
  const active = broadcast(1);
  const notices = [{ id: 'n', atMs: 300, level: 'warning' as const, reason: { code: 'publish.tls', details: {} } }];
  progress.show({ ...state({ ...active, publication: published() }), notices }, 200);
  const blocked = published({ status: 'blocked', reason: { code: 'publish.tls', details: {} } });
  progress.show({ ...state({ ...active, publication: blocked }), notices }, 200);
  expect(text().match(/^warning: .*/gm)).toHaveLength(1);
  progress.show({ ...state({ ...active, publication: published() }), notices }, 200);
  progress.show({ ...state({ ...active, publication: blocked }), notices }, 200);
  expect(text().match(/^warning: .*/gm)).toHaveLength(2);
});

it('tells a trouble again after it was mended, also when it passed unseen', () => {
  const { progress, text } = recorder(false);
  const active = broadcast(1);
  const notice = (id: string, code: string) => ({
    id,
    atMs: 300,
    level: 'info' as const,
    reason: { code, details: {} },
  });
  const notices = [notice('1', 'publish.tls'), notice('2', 'publish.mended')];
  progress.show({ ...state({ ...active, publication: published() }), notices }, 200);
  const blocked = published({ status: 'blocked', reason: { code: 'publish.tls', details: {} } });
  progress.show(
    { ...state({ ...active, publication: blocked }), notices: [...notices, notice('3', 'publish.tls')] },
    200,
  );
  expect(text().match(/^(info|warning): /gm)).toEqual(['info: ', 'info: ', 'warning: ']);
});

it('sums up what was published, and what was not', () => {
  const summary = {
    broadcastId,
    viewerUrl: '',
    masterUrl: '',
    archiveDir: '/a',
    durationSeconds: 61,
    renditions: [],
    segments: 1,
    lostSegments: 0,
    published: null,
  };
  expect(describeSummary(summary, null)).toEqual(['Ended after 1:01: sound only, 1 segment', 'Recording: /a']);
  expect(describeSummary(summary, published({ status: 'complete', retries: 3 })).at(-1)).toBe(
    'Published: all of it is at Main (120 objects, 45 MB, 3 retries)',
  );
  expect(describeSummary(summary, published({ status: 'completing', retries: 1 })).at(-1)).toBe(
    'NOT complete at Main: 12 segments, 14 MB still to upload (so far 120 objects, 45 MB, 1 retry)',
  );
  const stored = published({ status: 'completing', backlogObjects: 0, isVerified: false });
  expect(describeSummary(summary, stored).at(-1)).toBe(
    'NOT complete at Main: the last playlists still to upload (so far 120 objects, 45 MB)',
  );
  const unreadable = { ...stored, reason: { code: 'publish.not-public', details: {} } };
  expect(describeSummary(summary, unreadable).at(-1)).toMatch(/^Stored at Main \(120 objects, 45 MB\), but not/);
});
