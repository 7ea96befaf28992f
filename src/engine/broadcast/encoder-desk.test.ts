import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { IngestFigures, MediaServer, PublishSession } from '../ingest/media-server.js';
import { makePictures, send } from '../package/test-stream.test-support.js';
import { SqliteInputStore } from '../settings/sqlite-input-store.js';
import { EncoderDesk } from './encoder-desk.js';
import type { StudioShow } from './studio-show.js';
import { HandTranscoder, makeBench, silent, testSource } from './test-bench.test-support.js';

/** What takes longer hangs: the second that `vi.waitFor` has by itself is too short beside other tests. */
const patience = { timeout: 30_000 };

/** An encoder's stay that the test ends. */
class HandSession implements PublishSession {
  readonly id: string;
  readonly inputId: string;
  readonly remoteAddress = '192.0.2.1';
  readonly startedAtMs = 0;
  readonly ready = Promise.resolve(testSource);
  readonly ended: PublishSession['ended'];
  pulls = 0;
  disconnects = 0;
  end: (end: Awaited<PublishSession['ended']>) => void = () => undefined;

  constructor(id: string, inputId: string) {
    this.id = id;
    this.inputId = inputId;
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  createPullUrl(): Promise<string> {
    this.pulls += 1;
    return Promise.resolve('rtmp://127.0.0.1/x');
  }

  tap(): MessagePort {
    return new MessageChannel().port1;
  }

  figures(): IngestFigures | null {
    return null;
  }

  onFigures(): () => void {
    return () => undefined;
  }

  disconnect(): void {
    this.disconnects += 1;
  }
}

let bench: ReturnType<typeof makeBench>;
let transcoder: HandTranscoder;
let desk: EncoderDesk;
let inputId: string;
let publish: (session: PublishSession) => void;
let show: StudioShow | null;
beforeEach(() => {
  show = null;
  transcoder = new HandTranscoder((run) => send(run.stream, makePictures(10, 13)));
  bench = makeBench(transcoder);
  const { broadcasts, database, notices, onEnded } = bench;
  const nothing = (): (() => void) => () => undefined;
  const mediaServer: MediaServer = {
    name: 'media server',
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    state: () => {
      throw new Error('Expected nobody to ask');
    },
    onState: nothing,
    onPublish: (listener) => {
      publish = listener;
      return () => undefined;
    },
    onRefused: nothing,
    setKeys: () => undefined,
    setLan: () => Promise.resolve(),
    mintPublishUrl: () => Promise.resolve('rtmp://127.0.0.1/feed/x'),
  };
  const inputs = new SqliteInputStore({ database, logger: silent });
  inputId = inputs.list()[0]?.id ?? '';
  desk = new EncoderDesk({
    mediaServer,
    inputs,
    broadcasts,
    ffmpeg: { path: 'ffmpeg', version: '7.0', major: 7, minor: 0, source: 'system' },
    logger: silent,
    onInputs: () => undefined,
    onNotice: (_level, { code }) => notices.push(code),
    studio: () => show,
  });
  onEnded.push(({ programme }) => {
    if (programme.kind === 'encoder') desk.broadcastEnded(programme.inputId);
  });
  desk.open();
});
afterEach(() => bench.close());

const backs = (code = 'ingest.encoder-back'): number => bench.notices.filter((each) => each === code).length;

/** The first encoder, on air with its first segment. */
async function goLive(): Promise<HandSession> {
  const session = new HandSession('first', inputId);
  publish(session);
  await vi.waitFor(() => {
    const { active } = bench.broadcasts;
    expect(bench.journal.segments(active?.row.id ?? '', '720p')).toHaveLength(2);
  }, patience);
  return session;
}

test('of two sessions that wait for the same broadcast only the newest is attached, once', async () => {
  const first = await goLive();
  const second = new HandSession('second', inputId);
  const third = new HandSession('third', inputId);
  publish(second);
  publish(third);
  second.end({ reason: 'disconnected' });
  first.end({ reason: 'disconnected' });
  await transcoder.runs[0]?.die(0);
  await vi.waitFor(() => expect(backs()).toBe(1), patience);
  await vi.waitFor(() => expect(bench.broadcasts.active?.row.status).toBe('live'), patience);
  expect([second.pulls, third.pulls]).toEqual([0, 1]);
  expect(transcoder.runs).toHaveLength(2);
  expect(transcoder.runs[1]?.stops).toBe(0);
  expect(bench.ended).toEqual([]);
});

test('an encoder that is on air is not resumed; one that is held after its broadcast is', async () => {
  await goLive();
  await expect(desk.resume(inputId)).rejects.toMatchObject({ code: 'input.invalid' });
  expect(transcoder.runs).toHaveLength(1);
  const former = bench.broadcasts.active?.row.id;
  await bench.broadcasts.active?.end();
  expect(bench.notices).toContain('ingest.held');
  await desk.resume(inputId);
  expect(bench.broadcasts.active?.row.id).not.toBe(former);
  await expect(desk.resume(inputId)).rejects.toMatchObject({ code: 'input.invalid' });
});

test('an encoder that comes while its broadcast is ending begins the next one', async () => {
  const first = await goLive();
  const former = bench.broadcasts.active;
  first.end({ reason: 'disconnected' });
  const ending = former?.end();
  const second = new HandSession('second', inputId);
  publish(second);
  await ending;
  await vi.waitFor(() => expect(second.pulls).toBe(1), patience);
  expect(bench.broadcasts.active?.row.id).not.toBe(former?.row.id);
  await vi.waitFor(() => expect(bench.broadcasts.active?.row.status).toBe('live'), patience);
  expect(backs()).toBe(0);
  expect(second.disconnects).toBe(0);
  await expect(desk.resume(inputId)).rejects.toMatchObject({ code: 'input.invalid' });
});

/** A show of the studio, and the codes with which it was refused. */
function studioShow(showId: string): { show: StudioShow; refused: string[] } {
  const refused: string[] = [];
  return {
    refused,
    show: {
      wish: { title: 'Tea', description: 'Hot', visibility: 'unlisted', showId },
      describe: (source) => source,
      onSending: () => undefined,
      onRefused: ({ code }) => refused.push(code),
    },
  };
}

test("the studio's feed begins what it wishes for, and is cut off instead of held when that has ended", async () => {
  const own = studioShow('6b3b9f8e-1f0a-4f5e-9a43-0a6f9f1a2b3c');
  show = own.show;
  const first = new HandSession('first', 'studio');
  publish(first);
  await vi.waitFor(() => expect(bench.broadcasts.active?.row.status).toBe('live'), patience);
  expect(bench.broadcasts.active?.row).toMatchObject({ ...own.show.wish, programme: { label: 'This studio' } });
  // another show is not grafted onto it, nor is an encoder
  const other = studioShow('7b3b9f8e-1f0a-4f5e-9a43-0a6f9f1a2b3c');
  show = other.show;
  const stranger = new HandSession('stranger', 'studio');
  publish(stranger);
  await vi.waitFor(() => expect(other.refused).toEqual(['broadcast.busy']), patience);
  expect(stranger.disconnects).toBe(1);
  show = own.show;
  const back = new HandSession('back', 'studio');
  publish(back);
  first.end({ reason: 'disconnected' });
  await transcoder.runs[0]?.die(0);
  await vi.waitFor(() => expect(backs('ingest.studio-back')).toBe(1), patience);
  await bench.broadcasts.active?.end();
  await vi.waitFor(() => expect(back.disconnects).toBe(1), patience);
  // the same show comes again: it has had its broadcast
  publish(new HandSession('late', 'studio'));
  await vi.waitFor(() => expect(own.refused).toEqual(['broadcast.not-found']), patience);
  expect(bench.broadcasts.active).toBeNull();
  expect(bench.notices).not.toContain('ingest.held');
});

test("a stream of the studio's that belongs to no show is cut off without a word", async () => {
  const session = new HandSession('nobody', 'studio');
  publish(session);
  await vi.waitFor(() => expect(session.disconnects).toBe(1), patience);
  expect([bench.notices, bench.broadcasts.active]).toEqual([[], null]);
});
