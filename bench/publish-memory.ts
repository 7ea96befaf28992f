import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { destinationAt } from '../test/integration/support/bucket-server.js';
import { bucketRole, bucketRoleName, startOwnBucket } from './support/bucket-role.js';
import { MadeArchive, madeSegmentSeconds, type MadeRendition } from './support/made-archive.js';
import { isQuick, runBench, type BenchResult } from './support/report.js';
import { RoleProcess, runMainOrRole, type Role } from './support/role-process.js';
import { showSpread, spreadOf } from './support/statistics.js';
import { withFolder } from './support/temporary-folder.js';
import { startUploader, type UploaderOptions } from './support/uploader.js';

/** The budget: what memory may grow by, from the first tenth of the hour to the last. */
const budgetPercent = 10;
const hourSegments = isQuick ? 100 : 3600 / madeSegmentSeconds;
/** Before the hour: buffers, connections and compiled code reach their size. */
const warmUpSegments = isQuick ? 20 : hourSegments / 10;
/** So many objects may be on their way before the show goes on: more than go at once. */
const backlogObjects = 16;

const ladder: readonly MadeRendition[] = [
  { name: '720p', kind: 'video', bitrate: 3_000_000 },
  { name: '540p', kind: 'video', bitrate: 2_000_000 },
  { name: '432p', kind: 'video', bitrate: 1_100_000 },
  { name: '396p', kind: 'video', bitrate: 730_000 },
  { name: '360p', kind: 'video', bitrate: 365_000 },
  { name: '270p', kind: 'video', bitrate: 250_000 },
  { name: '234p', kind: 'video', bitrate: 145_000 },
  { name: 'audio', kind: 'audio', bitrate: 128_000 },
];

/** Samples of the hour. */
const sampleCount = isQuick ? 20 : 100;

/**
 * Each is taken right after a garbage collection: fast-forwarded, garbage comes many times as quickly as live, and the heap
 * floats by tens of MB; what is looked for is what stays.
 */
interface Sample {
  readonly sequence: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
  /** Buffers outside the heap. */
  readonly externalBytes: number;
}

interface Figures {
  readonly samples: readonly Sample[];
  readonly objects: number;
  readonly bytes: number;
  readonly puts: number;
  readonly seconds: number;
}

/** A live show as fast as the bucket takes it, in a process that does nothing else. */
const uploadRole: Role = async (start, tell) => {
  let wake = (): void => undefined;
  let objects = 0;
  let bytes = 0;
  const onConfirmed = ({ sizeBytes }: { sizeBytes: number }): void => {
    objects += 1;
    bytes += sizeBytes;
    wake();
  };
  const uploader = await startUploader({ ...(start as UploaderOptions), onConfirmed });
  const { manager, journal } = uploader;
  const archive = new MadeArchive(uploader.root, journal, ladder, '20261121-080000-memory00');
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const startedMs = performance.now();
  manager.begun(archive.begin());
  const samples: Sample[] = [];
  let wanted = ladder.length;
  for (let sequence = 0; sequence < warmUpSegments + hourSegments; sequence += 1) {
    for (const row of archive.next()) manager.onSegment(row);
    wanted += ladder.length;
    while (wanted - objects > backlogObjects) await new Promise<void>((resolve) => (wake = resolve));
    if (sequence < warmUpSegments || sequence % (hourSegments / sampleCount) !== 0) continue;
    collect();
    const { rss, heapUsed, external } = process.memoryUsage();
    samples.push({ sequence, rssBytes: rss, heapBytes: heapUsed, externalBytes: external });
  }
  const seconds = (performance.now() - startedMs) / 1000;
  manager.ended(archive.end());
  await manager.settled(archive.broadcastId);
  const [row] = uploader.publications.of(archive.broadcastId);
  await manager.stop();
  tell({ samples, objects, bytes, puts: row?.usage.puts ?? NaN, seconds } satisfies Figures);
  await once(process, 'disconnect');
};

async function measure(): Promise<BenchResult> {
  const bucket = await startOwnBucket();
  try {
    const figures = await withFolder(async (dataDir) => {
      // playlists are written as often as in an hour of real time, not as often as in these few minutes
      const start: UploaderOptions = { dataDir, ...destinationAt(bucket.server), minKeyIntervalMs: 0 };
      const child = new RoleProcess('upload', start);
      const heard = await child.hear<Figures>('samples');
      await child.stop();
      return heard;
    });
    return resultOf(figures);
  } finally {
    await bucket.stop();
  }
}

function resultOf(figures: Figures): BenchResult {
  const { samples } = figures;
  const tenth = Math.max(1, Math.floor(samples.length / 10));
  const megabytes = (part: readonly Sample[], of: (sample: Sample) => number): ReturnType<typeof spreadOf> =>
    spreadOf(part.map((sample) => of(sample) / 1e6));
  const tenths = [samples.slice(0, tenth), samples.slice(-tenth)] as const;
  const [first, last] = [
    megabytes(tenths[0], ({ rssBytes }) => rssBytes),
    megabytes(tenths[1], ({ rssBytes }) => rssBytes),
  ];
  const [firstHeap, lastHeap] = [
    megabytes(tenths[0], ({ heapBytes }) => heapBytes),
    megabytes(tenths[1], ({ heapBytes }) => heapBytes),
  ];
  const growth = 100 * (last.median / first.median - 1);
  const show = ((hourSegments * madeSegmentSeconds) / 60).toFixed(0);
  return {
    figures: [
      {
        what: `uploader's memory over ${show} min of ${ladder.length} renditions, garbage collected: last tenth / first`,
        measured: `${growth >= 0 ? '+' : ''}${growth.toFixed(1)} %`,
        budget: `grows by ≤ ${budgetPercent} %`,
        isKept: growth <= budgetPercent,
      },
      { what: '  first tenth', measured: showSpread(first, 0, ' MB') },
      { what: '  last tenth', measured: showSpread(last, 0, ' MB') },
      {
        what: '  of it heap in use',
        measured: `${firstHeap.median.toFixed(0)} → ${lastHeap.median.toFixed(0)} MB`,
      },
      {
        what: '  sent for it',
        measured: `${figures.objects} objects, ${(figures.bytes / 1e9).toFixed(2)} GB, ${figures.puts} PUTs in ${figures.seconds.toFixed(0)} s`,
      },
    ],
    details: { ladder, hourSegments, warmUpSegments, ...figures },
  };
}

await runMainOrRole(() => runBench('publish-memory', measure), { [bucketRoleName]: bucketRole, upload: uploadRole });
