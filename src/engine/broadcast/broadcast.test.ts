import { afterEach, expect, test, vi } from 'vitest';
import type { Programme } from '../../shared/domain.js';
import { makePictures, send } from '../package/test-stream.test-support.js';
import type { Transcoder } from '../transcode/transcoder.js';
import { HandFeed, HandTranscoder, makeBench, type HandRun } from './test-bench.test-support.js';

/** What takes longer hangs: the second that `vi.waitFor` has by itself is too short beside other tests. */
const patience = { timeout: 30_000 };

const programme: Programme = { kind: 'encoder', inputId: 'in-1', label: 'Encoder' };
let bench: ReturnType<typeof makeBench>;
afterEach(() => bench.close());

const threeSeconds = (run: HandRun): void => send(run.stream, makePictures(10, 13));

test('a journal that cannot be written at the end: ffmpeg is stopped and the end is told once', async () => {
  const transcoder = new HandTranscoder(threeSeconds);
  bench = makeBench(transcoder);
  const broadcast = await bench.broadcasts.begin(programme, new HandFeed());
  await vi.waitFor(() => expect(bench.journal.segments(broadcast.row.id, '720p')).toHaveLength(2), patience);
  bench.journal.refuses = () => true;
  await broadcast.end();
  await broadcast.end();
  expect(transcoder.runs.map(({ stops }) => stops > 0)).toEqual([true]);
  expect(bench.ended.map(({ id }) => id)).toEqual([broadcast.row.id]);
  expect(bench.broadcasts.active).toBeNull();
});

test('a journal that cannot be written when the encoder is lost ends the broadcast', async () => {
  const unhandled: unknown[] = [];
  const listener = (error: unknown): void => void unhandled.push(error);
  process.on('unhandledRejection', listener);
  const transcoder = new HandTranscoder(threeSeconds);
  bench = makeBench(transcoder);
  const feed = new HandFeed();
  const broadcast = await bench.broadcasts.begin(programme, feed);
  await vi.waitFor(() => expect(bench.journal.segments(broadcast.row.id, '720p')).toHaveLength(2), patience);
  bench.journal.refuses = ({ status }) => status === 'reconnecting';
  feed.end('lost');
  await transcoder.runs[0]?.die(0);
  await vi.waitFor(() => expect(bench.ended.map(({ status }) => status)).toEqual(['ended']), patience);
  expect(bench.notices).toContain('transcode.failed');
  process.off('unhandledRejection', listener);
  expect(unhandled).toEqual([]);
});

test('an end while ffmpeg opens its source calls the start off', async () => {
  const signals: (AbortSignal | undefined)[] = [];
  const opening: Transcoder = {
    startRun: ({ signal }) => {
      signals.push(signal);
      return new Promise((_resolve, reject) =>
        signal?.addEventListener('abort', () => reject(new Error('Expected ffmpeg to open, was called off'))),
      );
    },
  };
  bench = makeBench(opening);
  const broadcast = await bench.broadcasts.begin(programme, new HandFeed());
  await vi.waitFor(() => expect(signals).toHaveLength(1), patience);
  await broadcast.end();
  expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
  expect(bench.ended.map(({ status }) => status)).toEqual(['failed']);
});

test('the engine stops while a broadcast begins: no ffmpeg is left behind', async () => {
  const transcoder = new HandTranscoder(threeSeconds);
  bench = makeBench(transcoder);
  const beginning = bench.broadcasts.begin(programme, new HandFeed());
  const refused = expect(beginning).rejects.toMatchObject({ code: 'engine.shutting-down' });
  await vi.waitFor(() => expect(bench.broadcasts.active).not.toBeNull(), patience);
  await bench.broadcasts.stop();
  await refused;
  expect(transcoder.runs).toEqual([]);
  expect(bench.broadcasts.active).toBeNull();
});
