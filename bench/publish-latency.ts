import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { destinationAt, publicRoot } from '../test/integration/support/bucket-server.js';
import {
  bucketRole,
  bucketRoleName,
  startCephBucket,
  startOwnBucket,
  type RunningBucket,
} from './support/bucket-role.js';
import { EngineProcess, runMainOrEngine } from './support/engine-process.js';
import { makeSource, pushFile } from './support/ffmpeg.js';
import { HttpReader, namedSegments } from './support/http-reader.js';
import { monotonicMs } from './support/monotonic.js';
import { isQuick, runBench, type BenchResult, type Figure } from './support/report.js';
import { runMainOrRole } from './support/role-process.js';
import { spreadOf, type Spread } from './support/statistics.js';
import { withFolder } from './support/temporary-folder.js';
import { untilThere } from './support/until-there.js';

/** The budget: segment closed → readable in the bucket, 95 of 100, on loopback. */
const budgetMs = 100;
const seconds = isQuick ? 10 : Number(process.env['HEADWATER_BENCH_SECONDS'] ?? 60);
/** How often is asked; half of it is part of what is measured, on average. */
const everyMs = 10;
/** What takes longer is told as being late, and not waited for. */
const latestMs = 10_000;

interface Row {
  readonly rendition: string;
  readonly sequence: number;
  /** From the turn in which the packager closed the segment, milliseconds; infinite: not within `latestMs`. */
  readonly readableMs: number;
  readonly namedMs: number;
}

/** Asks for what was just closed, and for its playlist, until both are there: through the public URL, as anyone. */
class Watch {
  readonly rows: Row[] = [];
  /** How long it took from one question to the next: this machine's own lateness. */
  readonly askedAgainMs: number[] = [];
  readonly #folder: string;
  readonly #work = new Set<Promise<void>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  closed(rendition: string, sequence: number, atMs: number): void {
    this.#work.add(this.#follow(rendition, sequence, atMs));
  }

  async done(): Promise<void> {
    await Promise.all(this.#work);
  }

  async #follow(rendition: string, sequence: number, closedMs: number): Promise<void> {
    const folder = `${this.#folder}/${rendition}`;
    const readableMs = await this.#until(`${folder}/${sequence}.m4s`, closedMs, () => true);
    // not asked for at the same time: it cannot be named before, and asking costs the server what the upload needs
    const namedMs = await this.#until(`${folder}/index.m3u8`, closedMs, (text) =>
      namedSegments(text).includes(sequence),
    );
    this.rows.push({ rendition, sequence, readableMs, namedMs });
  }

  async #until(url: string, closedMs: number, isIt: (text: string) => boolean): Promise<number> {
    const reader = new HttpReader();
    try {
      let etag = '';
      while (monotonicMs() - closedMs < latestMs) {
        const askedMs = monotonicMs();
        const answer = await reader.get(url, etag);
        const atMs = monotonicMs();
        if (answer.status === 200 && isIt(answer.body.toString('latin1'))) return atMs - closedMs;
        etag = answer.etag;
        await pause(everyMs);
        this.askedAgainMs.push(monotonicMs() - askedMs);
      }
      return Infinity;
    } finally {
      reader.close();
    }
  }
}

interface Published {
  readonly rows: readonly Row[];
  readonly askedAgainMs: readonly number[];
}

/** A broadcast published live to one server; what the engine closed once its link was out, and when it was there. */
async function publishTo(bucket: RunningBucket, source: string): Promise<Published> {
  const { server } = bucket;
  let watch: Watch | null = null;
  const engine = new EngineProcess({
    settings: { reconnectWindowSeconds: 0 },
    destination: destinationAt(server),
    tracesSegments: true,
    onMessage: (message) => {
      if (message.type === 'closed') watch?.closed(message.rendition, message.sequence, message.atMs);
    },
  });
  try {
    const { pushUrl } = await engine.hear('ready');
    const push = pushFile(source, pushUrl);
    const { masterUrl } = await engine.hear('playable');
    const id = path.posix.basename(path.posix.dirname(new URL(masterUrl).pathname));
    const folder = `${publicRoot(server)}/live/b/${id}`;
    await untilThere(`${folder}/master.m3u8`);
    watch = new Watch(folder);
    await push.ended;
    await engine.hear('ended');
    await watch.done();
    // the last ones wait for the recording's final playlists
    const { rows, askedAgainMs } = watch;
    const last = Math.max(...rows.map(({ sequence }) => sequence));
    return { rows: rows.filter(({ sequence }) => sequence < last), askedAgainMs };
  } finally {
    await engine.stop();
  }
}

async function measure(): Promise<BenchResult> {
  return withFolder(async (folder) => {
    const source = path.join(folder, 'source.flv');
    await makeSource(source, { width: 1920, height: 1080, seconds, kbits: 5000 });
    const figures: Figure[] = [];
    const details: Record<string, readonly Row[]> = {};
    for (const [name, start] of [
      ['in-process server', startOwnBucket],
      ['Ceph', startCephBucket],
    ] as const) {
      const bucket = await start();
      if (bucket === null) continue;
      try {
        const published = await publishTo(bucket, source);
        details[name] = published.rows;
        figures.push(...figuresOf(name, published));
      } finally {
        await bucket.stop();
      }
    }
    return { figures, details: { seconds, everyMs, rows: details } };
  });
}

function figuresOf(name: string, { rows, askedAgainMs }: Published): Figure[] {
  const readable = spreadOf(rows.map(({ readableMs }) => readableMs));
  const renditions = [...new Set(rows.map(({ rendition }) => rendition))];
  return [
    {
      what: `${name}: segment closed → readable in the bucket, all renditions`,
      measured: show(readable),
      budget: `p95 ≤ ${budgetMs} ms`,
      isKept: readable.p95 <= budgetMs,
    },
    ...renditions.map((rendition) => {
      const own = rows.filter((row) => row.rendition === rendition).map(({ readableMs }) => readableMs);
      return { what: `  ${rendition}`, measured: show(spreadOf(own)) };
    }),
    {
      what: '  segment closed → named in its playlist, all renditions',
      measured: show(spreadOf(rows.map(({ namedMs }) => namedMs))),
    },
    {
      what: `  of it the machine's own lateness: from one question to the next (${everyMs} ms and one answer)`,
      measured: show(spreadOf(askedAgainMs)),
    },
  ];
}

function show({ median, p95, min, max, count }: Spread): string {
  const [p50, high] = [median, p95].map((value) => value.toFixed(0));
  return `p50 ${p50} ms, p95 ${high} ms (${min.toFixed(0)}–${max.toFixed(0)}, n ${count})`;
}

await runMainOrRole(() => runMainOrEngine(() => runBench('publish-latency', measure)), {
  [bucketRoleName]: bucketRole,
});
