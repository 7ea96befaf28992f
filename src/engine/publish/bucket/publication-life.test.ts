import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import * as hls from 'hls-parser';
import { describe, expect, test } from 'vitest';
import { refusal, type Mishap, type SeenRequest } from './testing/hand-bucket.js';
import { PublicationBench } from './testing/publication-bench.js';

/** Follows every playlist that is written, as a player would. */
class Follower {
  readonly #last = new Map<string, number>();
  readonly #bench: PublicationBench;

  constructor(bench: PublicationBench) {
    this.#bench = bench;
  }

  look({ operation, key, body, headers }: SeenRequest): void {
    const text = (headers?.contentEncoding === 'gzip' ? gunzipSync(body) : body).toString();
    if (operation !== 'put' || !key.endsWith('.m3u8') || text.startsWith('final')) return;
    const { objects } = this.#bench.bucket;
    const base = key.slice(0, key.lastIndexOf('/') + 1);
    const named: string[] = [];
    const playlist = hls.parse(text);
    if (playlist.isMasterPlaylist) {
      named.push(
        ...playlist.variants.map(({ uri }) => uri),
        ...playlist.variants.flatMap(({ audio }) => audio.map(({ uri }) => uri ?? '')),
      );
    } else {
      for (const { uri, gap, map } of playlist.segments)
        named.push(...(gap === true ? [] : [uri]), map?.uri ?? 'no map');
      const last = playlist.segments.at(-1)?.mediaSequenceNumber ?? -1;
      expect(last).toBeGreaterThanOrEqual(this.#last.get(key) ?? -1);
      this.#last.set(key, last);
    }
    expect(named.filter((uri) => !objects.has(`${base}${uri}`))).toEqual([]);
  }
}

type Step = (bench: PublicationBench) => Promise<void> | void;
const names = ['720p', '360p', 'audio'];
const bad: readonly Mishap[] = [
  refusal('publish.server-error'),
  refusal('publish.unreachable', { why: 'timeout' }),
  refusal('publish.unreachable', { why: 'refused' }),
  refusal('publish.forbidden'),
  refusal('publish.refused', { status: 400 }),
];
const inits = new WeakMap<PublicationBench, number>();
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constant<Step>((bench) =>
      names.forEach((name) => bench.close(name, { init: inits.get(bench) ?? 0 })),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...names).map(
      (name): Step =>
        (bench) =>
          bench.close(name, { init: inits.get(bench) ?? 0 }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...names).map(
      (name): Step =>
        (bench) =>
          bench.close(name, { state: 'gap' }),
    ),
  },
  {
    weight: 8,
    arbitrary: fc.integer({ min: 1, max: 4_000 }).map(
      (ms): Step =>
        (bench) =>
          bench.pass(ms),
    ),
  },
  { weight: 2, arbitrary: fc.constant<Step>((bench) => bench.restart()) },
  {
    weight: 1,
    arbitrary: fc.constant<Step>((bench) => {
      bench.restart();
      inits.set(bench, (inits.get(bench) ?? 0) + 1);
    }),
  },
  {
    weight: 1,
    arbitrary: fc.subarray(['720p', '360p']).map(
      (list): Step =>
        (bench) =>
          bench.run.publication.backlog.defer(new Set(list)),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Step>((bench) => void bench.bucket.letGo()) },
);
const mishap = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Mishap>(null) },
  { weight: 2, arbitrary: fc.constantFrom<Mishap>(...bad) },
  { weight: 1, arbitrary: fc.constant<Mishap>('hang') },
);

describe('a publication', () => {
  test('whatever fails and whenever the engine dies: nothing is named before it is there, nothing is lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 30 }),
        fc.infiniteStream(mishap),
        async (steps, mishaps) => {
          const bench = new PublicationBench(names);
          try {
            const follower = new Follower(bench);
            let isFine = false;
            const wrong: unknown[] = [];
            bench.bucket.mishap = (request) => {
              try {
                follower.look(request);
              } catch (error) {
                wrong.push(error);
              }
              return isFine ? null : (mishaps.next() as IteratorYieldResult<Mishap>).value;
            };
            for (const name of names) bench.close(name);
            for (const each of steps) await each(bench);
            isFine = true;
            bench.end();
            bench.bucket.letGo();
            for (let round = 0; round < 60 && !bench.isComplete; round += 1) {
              await bench.pass(5_000);
              bench.bucket.letGo();
            }
            expect(wrong).toEqual([]);
            expect([bench.isComplete, bench.state]).toEqual([true, 'complete']);
            for (const name of names) {
              for (const file of readdirSync(bench.fileOf(name))) {
                const stored = bench.bucket.objects.get(`shows/live/b/20261121-070000-abcdefgh/${name}/${file}`);
                expect([file, stored]).toEqual([file, readFileSync(bench.fileOf(`${name}/${file}`))]);
              }
            }
          } finally {
            await bench.remove();
          }
        },
      ),
      { numRuns: 25, endOnFailure: true },
    );
  });
});
