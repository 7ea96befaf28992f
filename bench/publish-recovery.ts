import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { destinationAt, publicRoot, type BucketServer } from '../test/integration/support/bucket-server.js';
import { startFaultProxy } from '../test/servers/fault-proxy.js';
import { startQuirkProxy } from '../test/servers/quirk-proxy.js';
import { bucketRole, bucketRoleName, startOwnBucket } from './support/bucket-role.js';
import { HttpReader, namedSegments } from './support/http-reader.js';
import { MadeArchive, madeSegmentSeconds, type MadeRendition } from './support/made-archive.js';
import { monotonicMs } from './support/monotonic.js';
import { isQuick, runBench, type BenchResult } from './support/report.js';
import { RoleProcess, runMainOrRole, type Role } from './support/role-process.js';
import { withFolder } from './support/temporary-folder.js';
import { startUploader, type UploaderOptions } from './support/uploader.js';

/** The budgets: network back → viewers at the live edge; share of the line that the backlog gets. */
const budgetSeconds = 5;
const budgetShare = 0.9;
const outageSeconds = isQuick ? 10 : Number(process.env['HEADWATER_BENCH_SECONDS'] ?? 60);
/** Packets that vanish: longer than the channel's lease lasts (20 s), which must be taken anew then. */
const blackHoleSeconds = Math.max(26, outageSeconds);
/** On air before the network goes. */
const beforeSeconds = 8;
const uplinkBitsPerSecond = 20_000_000;
/** A viewer is at the live edge with what is named no farther behind than this: one is always on its way. */
const edgeSegments = 1;
const lookMs = 50;
const broadcastId = '20261121-080000-recover0';

/** Half of the uplink, in all: an outage takes about as long again to catch up. */
const ladder: readonly MadeRendition[] = [
  { name: '1080p', kind: 'video', bitrate: 5_500_000 },
  { name: '720p', kind: 'video', bitrate: 2_800_000 },
  { name: '432p', kind: 'video', bitrate: 1_100_000 },
  { name: '360p', kind: 'video', bitrate: 365_000 },
  { name: 'audio', kind: 'audio', bitrate: 128_000 },
];

/** Times are monotonic milliseconds of the machine. */
interface Closed {
  readonly closed: number;
}
interface Confirmed {
  readonly confirmedPath: string;
  readonly sizeBytes: number;
  readonly backlogObjects: number;
}
interface Whole {
  readonly lost: number;
  readonly objects: number;
  readonly retries: number;
}

/** A live show in its own time, and all that publishes it. Any message from the parent ends it. */
const uploadRole: Role = async (start, tell) => {
  const uploader = await startUploader({
    ...(start as UploaderOptions),
    onConfirmed: ({ path, sizeBytes }) => {
      const backlogObjects = manager.describe(broadcastId)[0]?.backlogObjects ?? 0;
      tell({ confirmedPath: path, sizeBytes, backlogObjects } satisfies Confirmed);
    },
  });
  const { manager, journal, publications, root } = uploader;
  const archive = new MadeArchive(root, journal, ladder, broadcastId);
  manager.begun(archive.begin());
  let isOver = false;
  process.once('message', () => (isOver = true));
  const startedMs = performance.now();
  let sequence = 0;
  for (; !isOver; sequence += 1) {
    for (const row of archive.next()) manager.onSegment(row);
    tell({ closed: sequence } satisfies Closed);
    await pause(Math.max(0, startedMs + (sequence + 1) * madeSegmentSeconds * 1000 - performance.now()));
  }
  manager.ended(archive.end());
  await manager.settled(broadcastId);
  const [row] = publications.of(broadcastId);
  const objects = publications.totals(row?.destinationId ?? '', broadcastId).objects;
  tell({ lost: ladder.length * (sequence + 1) - objects, objects, retries: row?.retries ?? NaN } satisfies Whole);
  await manager.stop();
  await once(process, 'disconnect');
};

/** The viewers' side, whose own line is good: the newest segment that each rendition's playlist names as being there. */
class Viewer {
  readonly #reader = new HttpReader();
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Of each rendition, in the ladder's order; -1: nothing is there. */
  async edges(): Promise<number[]> {
    const edges: number[] = [];
    for (const { name } of ladder) {
      const { status, body } = await this.#reader.get(`${this.#folder}/${name}/index.m3u8`);
      const named = status === 200 ? namedSegments(body.toString()) : [];
      edges.push(named.at(-1) ?? -1);
    }
    return edges;
  }

  /** How many segments of the made show anyone can fetch, and how many are not there. */
  async missing(count: number): Promise<number> {
    let missing = 0;
    for (const { name } of ladder) {
      for (let sequence = 0; sequence < count; sequence += 1) {
        const { status } = await this.#reader.get(`${this.#folder}/${name}/${sequence}.m4s`);
        if (status !== 200) missing += 1;
      }
    }
    return missing;
  }

  close(): void {
    this.#reader.close();
  }
}

interface Look {
  readonly afterMs: number;
  readonly newest: number;
  readonly edges: readonly number[];
}

interface Course {
  /** A rendition to watch, and the sound, are at the live edge. */
  readonly backAfterMs: number;
  /** All of the ladder is. */
  readonly allBackAfterMs: number;
  /** What the playlists named over time, as it changed. */
  readonly looks: readonly Look[];
  readonly drainMs: number;
  readonly firstConfirmedMs: number;
  /** Bytes of media that came through, and bytes on the line, while the backlog drained. */
  readonly drainedBytes: number;
  readonly lineBytes: number;
  readonly backlogObjects: number;
  readonly missing: number;
  readonly whole: Whole;
}

interface Outage {
  /** Connections are refused, or packets vanish. */
  readonly fault: 'offline' | 'blackhole';
  readonly seconds: number;
  /** The bucket stores what is written on a condition whether it holds or not. */
  readonly ignoresConditions: boolean;
}

async function playCourse(server: BucketServer, dataDir: string, outage: Outage): Promise<Course> {
  const { fault, seconds, ignoresConditions } = outage;
  const behind = { target: server.endpoint, targetRegion: server.region };
  const quirk = ignoresConditions ? await startQuirkProxy({ ...behind, quirk: 'ignores-conditional-put' }) : null;
  const proxy = await startFaultProxy({ target: quirk?.endpoint ?? server.endpoint, seed: 1 });
  const rate = { up: uplinkBitsPerSecond, down: null };
  await proxy.set({ rate });
  const viewer = new Viewer(`${publicRoot(server)}/live/b/${broadcastId}`);
  let newest = -1;
  let onDrained = (): void => undefined;
  const drained = new Promise<void>((resolve) => (onDrained = resolve));
  const confirmed: { readonly atMs: number; readonly sizeBytes: number }[] = [];
  let backMs = Infinity;
  const start: UploaderOptions = {
    dataDir,
    ...destinationAt(server, { endpoint: proxy.endpoint, publicUrl: publicRoot(server) }),
  };
  const uploader = new RoleProcess('upload', start, (message) => {
    if ('closed' in message) newest = (message as Closed).closed;
    if (!('confirmedPath' in message)) return;
    const { sizeBytes, backlogObjects: left } = message as Confirmed;
    const atMs = monotonicMs();
    if (atMs < backMs) return;
    confirmed.push({ atMs, sizeBytes });
    // what is left is the live edge's own
    if (left <= ladder.length) onDrained();
  });
  try {
    while (Math.min(...(await viewer.edges())) < 1) await pause(lookMs);
    await pause(beforeSeconds * 1000);
    await proxy.set({ [fault]: true });
    const confirmedBefore = newest;
    await pause(seconds * 1000);
    const backlogObjects = (newest - confirmedBefore) * ladder.length;
    await proxy.set({ [fault]: false, rate });
    backMs = monotonicMs();
    const { bytesUp } = proxy.figures;
    const isDrained = drained.then(() => ({ atMs: monotonicMs(), lineBytes: proxy.figures.bytesUp - bytesUp }));
    const looks = await lookUntilBack(viewer, backMs, () => newest);
    const { atMs, lineBytes } = await isDrained;
    const during = confirmed.filter((each) => each.atMs <= atMs);
    uploader.send({ end: true });
    const whole = await uploader.hear<Whole>('lost');
    return {
      backAfterMs: looks.find(isWatchable)?.afterMs ?? NaN,
      allBackAfterMs: looks.at(-1)?.afterMs ?? NaN,
      looks,
      drainMs: atMs - backMs,
      firstConfirmedMs: (during[0]?.atMs ?? NaN) - backMs,
      drainedBytes: during.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      lineBytes,
      backlogObjects,
      missing: await viewer.missing(newest + 1),
      whole,
    };
  } finally {
    await uploader.stop();
    viewer.close();
    await proxy.stop();
    await quirk?.stop();
  }
}

/** Looks until all of the ladder is at the live edge; what is seen, where it has changed. */
async function lookUntilBack(viewer: Viewer, backMs: number, newestNow: () => number): Promise<Look[]> {
  const looks: Look[] = [];
  for (;;) {
    const edges = await viewer.edges();
    const look = { afterMs: monotonicMs() - backMs, newest: newestNow(), edges };
    const isBack = edges.every((edge) => edge >= look.newest - edgeSegments);
    if (isBack || looks.at(-1)?.edges.join() !== edges.join()) looks.push(look);
    if (isBack) return looks;
    await pause(lookMs);
  }
}

/** The sound and a rendition: a player takes what is there. */
function isWatchable({ newest, edges }: Look): boolean {
  const isThere = (index: number): boolean => (edges[index] ?? -1) >= newest - edgeSegments;
  return ladder.some(({ kind }, index) => kind === 'video' && isThere(index)) && isThere(ladder.length - 1);
}

function backFigure(what: string, { backAfterMs }: Course): BenchResult['figures'][number] {
  return {
    what,
    measured: `${(backAfterMs / 1000).toFixed(2)} s`,
    budget: `≤ ${budgetSeconds} s`,
    isKept: backAfterMs <= budgetSeconds * 1000,
  };
}

/** Each outage has a bucket of its own. */
async function play(outage: Outage): Promise<Course> {
  const bucket = await startOwnBucket();
  try {
    return await withFolder((dataDir) => playCourse(bucket.server, dataDir, outage));
  } finally {
    await bucket.stop();
  }
}

async function measure(): Promise<BenchResult> {
  const course = await play({ fault: 'offline', seconds: outageSeconds, ignoresConditions: false });
  const hole = { fault: 'blackhole', seconds: blackHoleSeconds } as const;
  const blackHole = await play({ ...hole, ignoresConditions: false });
  const withoutConditions = await play({ ...hole, ignoresConditions: true });
  const {
    backAfterMs,
    allBackAfterMs,
    drainMs,
    drainedBytes,
    lineBytes,
    backlogObjects,
    firstConfirmedMs,
    missing,
    whole,
  } = course;
  const share = (bytes: number): number => (bytes * 8000) / (uplinkBitsPerSecond * drainMs);
  const lost = whole.lost + missing;
  return {
    figures: [
      {
        what: `network back after ${outageSeconds} s → a viewer's playlists at the live edge`,
        measured: `${(backAfterMs / 1000).toFixed(2)} s`,
        budget: `≤ ${budgetSeconds} s`,
        isKept: backAfterMs <= budgetSeconds * 1000,
      },
      { what: '  all of the ladder', measured: `${(allBackAfterMs / 1000).toFixed(2)} s` },
      backFigure(`black hole of ${blackHoleSeconds} s → a viewer's playlists at the live edge`, blackHole),
      backFigure('  conditions ignored: the lease has to stand for 3 s', withoutConditions),
      {
        what: `backlog of ${backlogObjects} objects and the live edge: media's share of the line of 20 Mbit/s`,
        measured: `${(100 * share(drainedBytes)).toFixed(0)} % in ${(drainMs / 1000).toFixed(1)} s`,
        budget: `≥ ${100 * budgetShare} %`,
        isKept: share(drainedBytes) >= budgetShare,
      },
      { what: '  with headers and playlists', measured: `${(100 * share(lineBytes)).toFixed(0)} %` },
      { what: '  network back → the first object confirmed', measured: `${(firstConfirmedMs / 1000).toFixed(2)} s` },
      {
        what: `lost of ${whole.objects} objects, ${whole.retries} retries`,
        measured: String(lost),
        budget: '0',
        isKept: lost === 0,
      },
    ],
    details: { outageSeconds, uplinkBitsPerSecond, ladder, ...course, blackHole, withoutConditions },
  };
}

await runMainOrRole(() => runBench('publish-recovery', measure), { [bucketRoleName]: bucketRole, upload: uploadRole });
