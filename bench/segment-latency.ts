import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EngineProcess, runMainOrEngine } from './support/engine-process.js';
import { makeSource, pushFile } from './support/ffmpeg.js';
import { monotonicMs } from './support/monotonic.js';
import { isQuick, runBench, type BenchResult } from './support/report.js';
import { spreadOf, type Spread } from './support/statistics.js';

/** The budget: segment closed → readable at the destination, 95 of 100. */
const budgetMs = 100;
const seconds = isQuick ? 8 : 60;
/** How often each playlist is asked for; half of it is part of what is measured, on average. */
const everyMs = 5;

/** One poller per rendition, each with its one connection kept alive. */
class Poller {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  /** How long it took from one question to the next, where nothing was new: this machine's own lateness. */
  readonly idleMs: number[] = [];
  #isOver = false;

  /** Asks for the playlist over and over; tells when a newly named segment has been fetched whole. */
  async run(playlistUrl: string, onReadable: (sequence: number, atMs: number) => void): Promise<void> {
    const seen = new Set<string>();
    let etag = '';
    while (!this.#isOver) {
      const askedMs = monotonicMs();
      const playlist = await this.#get(playlistUrl, etag);
      if (playlist.status === 200) {
        etag = playlist.etag;
        // What a busy machine could not make in time is named with EXT-X-GAP, and not there.
        const text = playlist.body.toString().replaceAll(/#EXT-X-GAP\n(#.*\n)*.*\n/g, '');
        const names = text.match(/^\d+\.m4s$/gm) ?? [];
        for (const name of names.filter((candidate) => !seen.has(candidate))) {
          const segment = await this.#get(new URL(name, playlistUrl).href);
          if (segment.status !== 200) throw new Error(`Expected ${name}, which is named, got ${segment.status}`);
          seen.add(name);
          onReadable(Number.parseInt(name, 10), monotonicMs());
        }
      }
      await pause(everyMs);
      if (playlist.status === 304) this.idleMs.push(monotonicMs() - askedMs);
    }
    this.#agent.destroy();
  }

  stop(): void {
    this.#isOver = true;
  }

  #get(url: string, etag = ''): Promise<{ status: number; etag: string; body: Buffer }> {
    return new Promise((resolve, reject) => {
      const headers = etag === '' ? {} : { 'If-None-Match': etag };
      const request = get(url, { agent: this.#agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const body = Buffer.concat(chunks);
          resolve({ status: response.statusCode ?? 0, etag: response.headers.etag ?? '', body });
        });
      });
      request.once('error', reject);
    });
  }
}

async function renditionsOf(masterUrl: string): Promise<string[]> {
  const master = await (await fetch(masterUrl)).text();
  return [...new Set([...master.matchAll(/([a-z0-9-]+)\/index\.m3u8/g)].map(([, name]) => name ?? ''))];
}

async function measure(): Promise<BenchResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-bench-'));
  const closed = new Map<string, number>();
  const readable = new Map<string, number>();
  const engine = new EngineProcess({
    settings: { reconnectWindowSeconds: 0 },
    tracesSegments: true,
    onMessage: (message) => {
      if (message.type === 'closed') closed.set(`${message.rendition} ${message.sequence}`, message.atMs);
    },
  });
  try {
    const source = path.join(folder, 'source.flv');
    await makeSource(source, { width: 1920, height: 1080, seconds, kbits: 5000 });
    const { pushUrl } = await engine.hear('ready');
    const push = pushFile(source, pushUrl);
    const { masterUrl } = await engine.hear('playable');
    const renditions = await renditionsOf(masterUrl);
    const startedMs = monotonicMs();
    const pollers = renditions.map((name) => {
      const poller = new Poller();
      const url = new URL(`${name}/index.m3u8`, masterUrl).href;
      const done = poller.run(url, (sequence, atMs) => readable.set(`${name} ${sequence}`, atMs));
      return { poller, done };
    });
    await push.ended;
    await engine.hear('ended');
    pollers.forEach(({ poller }) => poller.stop());
    await Promise.all(pollers.map(({ done }) => done));
    // What was closed before the pollers began says nothing; and the last segments wait for the recording's final playlists.
    const last = Math.max(...[...closed.keys()].map((key) => Number(key.split(' ')[1])));
    const rows = [...closed].flatMap(([key, closedMs]) => {
      const readableMs = readable.get(key);
      if (closedMs < startedMs || readableMs === undefined || key.endsWith(` ${last}`)) return [];
      return [{ key, delayMs: readableMs - closedMs }];
    });
    const all = spreadOf(rows.map(({ delayMs }) => delayMs));
    return {
      figures: [
        {
          what: 'segment closed → named and fetched, all renditions',
          measured: show(all),
          budget: `p95 ≤ ${budgetMs} ms`,
          isKept: all.p95 <= budgetMs,
        },
        ...renditions.map((name) => {
          const own = rows.filter(({ key }) => key.startsWith(`${name} `)).map(({ delayMs }) => delayMs);
          return { what: `  ${name}`, measured: show(spreadOf(own)) };
        }),
        {
          what: `  of it the machine's own lateness: from one question to the next (${everyMs} ms and one 304)`,
          measured: show(spreadOf(pollers.flatMap(({ poller }) => poller.idleMs))),
        },
      ],
      details: { seconds, everyMs, rows },
    };
  } finally {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function show({ median, p95, min, max, count }: Spread): string {
  const [p50, high] = [median, p95].map((value) => value.toFixed(0));
  return `p50 ${p50} ms, p95 ${high} ms (${min.toFixed(0)}–${max.toFixed(0)}, n ${count})`;
}

await runMainOrEngine(() => runBench('segment-latency', measure));
