import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { renderMediaPlaylist } from '../src/engine/package/media-playlist.js';
import { Nginx } from './support/nginx.js';
import { runOriginChild } from './support/origin-child.js';
import { rssBytesOf } from './support/process-figures.js';
import { isQuick, runBench, type BenchResult, type Figure } from './support/report.js';
import { showSpread, spreadOf } from './support/statistics.js';
import { wrk } from './support/wrk.js';

/** The budget: shares of nginx's figures. */
const playlistBudget = 0.5;
const segmentBudget = 0.7;
const seconds = isQuick ? 1 : 5;
const rounds = isQuick ? 1 : 5;
const segmentBytes = 750 * 1024;
const folder = 'live/b/20261121-080000-abcdefgh/1080p';
const childFlag = '--origin';

const kinds = [
  { kind: 'playlist', file: `${folder}/index.m3u8`, connections: 32 },
  { kind: 'segment', file: `${folder}/1.m4s`, connections: 8 },
] as const;
type Server = 'origin' | 'nginx, 1 worker' | 'nginx, a worker per core';

/** A full live window of ten minutes, and one segment of a 1080p rung. */
function makeFiles(root: string): number {
  mkdirSync(path.join(root, folder), { recursive: true });
  const segments = Array.from({ length: 300 }, (_, index) => ({
    broadcastId: '20261121-080000-abcdefgh',
    rendition: '1080p',
    sequence: index + 100,
    init: 0,
    state: 'closed' as const,
    startTicks: index * 180_000,
    durationTicks: 180_000,
    sizeBytes: segmentBytes,
    programDateTimeMs: Date.UTC(2026, 10, 21) + index * 2000,
    discontinuity: false,
  }));
  const playlist = { segments, timescale: 90_000, targetDurationSeconds: 2, discontinuitySequence: 0, ended: false };
  writeFileSync(path.join(root, folder, 'index.m3u8'), renderMediaPlaylist(playlist));
  writeFileSync(path.join(root, folder, '1.m4s'), randomBytes(segmentBytes));
  return statSync(path.join(root, folder, 'index.m3u8')).size;
}

interface Round {
  readonly kind: string;
  readonly server: Server;
  readonly requestsPerSecond: number;
  readonly bytesPerSecond: number;
  /** Of the origin's process, right after. */
  readonly originRssBytes: number;
}

async function measure(): Promise<BenchResult> {
  const root = mkdtempSync(path.join(tmpdir(), 'headwater-bench-'));
  const playlistBytes = makeFiles(root);
  const child = fork(process.argv[1] ?? '', [childFlag, root]);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const single = await Nginx.start(root, 1);
  const auto = await Nginx.start(root, 'auto');
  try {
    const [{ url }] = await new Promise<[{ url: string }]>((resolve) => {
      child.once('message', (message: { url: string }) => resolve([message]));
    });
    const servers: readonly { server: Server; url: string }[] = [
      { server: 'nginx, 1 worker', url: single.url },
      { server: 'origin', url },
      { server: 'nginx, a worker per core', url: auto.url },
    ];
    const done: Round[] = [];
    // The first round, half as long, warms everything up and is left out.
    for (let round = 0; round <= rounds; round += 1) {
      for (const { kind, file, connections } of kinds) {
        for (const { server, url: base } of servers) {
          const result = await wrk(`${base}/${file}`, { connections, seconds: round === 0 ? 1 : seconds });
          const originRssBytes = rssBytesOf(child.pid ?? 0);
          if (round > 0) done.push({ kind, server, ...result, originRssBytes });
        }
      }
    }
    return { figures: figuresOf(done), details: { playlistBytes, segmentBytes, seconds, rounds: done } };
  } finally {
    child.disconnect();
    await Promise.all([exited, single.stop(), auto.stop()]);
    rmSync(root, { recursive: true, force: true });
  }
}

function figuresOf(rounds: readonly Round[]): Figure[] {
  const values = (kind: string, server: Server): number[] =>
    rounds
      .filter((round) => round.kind === kind && round.server === server)
      .map((round) => (kind === 'playlist' ? round.requestsPerSecond : round.bytesPerSecond));
  const compare = (kind: string, server: Server, budget: number): Figure => {
    const theirs = values(kind, server);
    const shares = spreadOf(values(kind, 'origin').map((own, round) => (100 * own) / (theirs[round] ?? NaN)));
    const isJudged = server === 'nginx, 1 worker';
    return {
      what: `${kind}: origin / ${server}`,
      measured: showSpread(shares, 0, ' %'),
      ...(isJudged && { budget: `≥ ${100 * budget} %`, isKept: shares.median >= 100 * budget }),
    };
  };
  const absolute = (kind: string, server: Server): Figure => {
    const spread = spreadOf(values(kind, server).map((value) => value / (kind === 'playlist' ? 1e3 : 1e9)));
    const unit = kind === 'playlist' ? 'k/s' : ' GB/s';
    return { what: `  ${kind}, ${server}`, measured: showSpread(spread, kind === 'playlist' ? 1 : 2, unit) };
  };
  const servers: readonly Server[] = ['origin', 'nginx, 1 worker', 'nginx, a worker per core'];
  const memory = rounds.map(({ originRssBytes }) => originRssBytes / 1e6);
  const growth = 100 * ((memory.at(-1) ?? NaN) / (memory[0] ?? NaN) - 1);
  return [
    compare('playlist', 'nginx, 1 worker', playlistBudget),
    compare('playlist', 'nginx, a worker per core', playlistBudget),
    compare('segment', 'nginx, 1 worker', segmentBudget),
    compare('segment', 'nginx, a worker per core', segmentBudget),
    ...kinds.flatMap(({ kind }) => servers.map((server) => absolute(kind, server))),
    {
      what: "memory of the origin's process, first to last round",
      measured: `${showSpread(spreadOf(memory), 0, ' MB')}, ${growth.toFixed(1)} %`,
      // what the first round allocated may be given back later: only growth is a leak
      budget: 'grows by ≤ 10 %',
      isKept: growth <= 10,
    },
  ];
}

const [, , flag, root] = process.argv;
if (flag === childFlag && root !== undefined) await runOriginChild(root);
else await runBench('origin', measure);
