import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { destinationAt, type BucketServer } from '../test/integration/support/bucket-server.js';
import { layout } from '../src/engine/archive/layout.js';
import { bucketRole, bucketRoleName, startOwnBucket } from './support/bucket-role.js';
import { MadeArchive, type MadeRendition } from './support/made-archive.js';
import { RawPuts, type RawPut } from './support/raw-puts.js';
import { isQuick, runBench, type BenchResult, type Figure } from './support/report.js';
import { RoleProcess, runMainOrRole, type Role } from './support/role-process.js';
import { showSpread, spreadOf } from './support/statistics.js';
import { withFolder } from './support/temporary-folder.js';
import { benchDestination, startUploader, type Uploader, type UploaderOptions } from './support/uploader.js';

const segments = isQuick ? 50 : 600;
/** Sent before, so that neither is timed while its code is being compiled and its first connections are made. */
const warmSegments = isQuick ? 25 : 100;
const rounds = isQuick ? 1 : 3;
/** As many as the product's pump sends at once when the line is quick (media-pump.ts). */
const atOnce = 12;

/** The lower half of a ladder: there it is the requests that cost, not the bytes. */
const ladder: readonly MadeRendition[] = [
  { name: '432p', kind: 'video', bitrate: 1_100_000 },
  { name: '360p', kind: 'video', bitrate: 365_000 },
  { name: '234p', kind: 'video', bitrate: 145_000 },
  { name: 'audio', kind: 'audio', bitrate: 128_000 },
];

const warmId = '20261121-070000-thruputw';
const timedId = '20261121-080000-thruput0';

interface Figures {
  readonly objects: number;
  /** From the order to publish, or to send, until the last object was confirmed. */
  readonly seconds: number;
  readonly cpuSeconds: number;
}

interface ProductFigures extends Figures {
  /** From the order until the first object was confirmed, in a channel that has never been published to. */
  readonly firstSeconds: number;
}

/**
 * A recording is published by the product: journal, lease, backlog, pump, client. Until its last object is confirmed. One
 * before it warms up and takes the lease, which costs 3 s once in a channel's life (decision record 0013).
 */
const productRole: Role = async (start, tell) => {
  let onConfirmed = (): void => undefined;
  const uploader = await startUploader({ ...(start as UploaderOptions), onConfirmed: () => onConfirmed() });
  const { manager } = uploader;
  const publish = async (id: string, count: number): Promise<ProductFigures> => {
    const wanted = makeArchive(uploader, id, count);
    const stop = stopwatch();
    let objects = 0;
    let firstSeconds = 0;
    const all = new Promise<void>((resolve) => {
      onConfirmed = () => {
        objects += 1;
        if (objects === 1) firstSeconds = stop().seconds;
        if (objects === wanted) resolve();
      };
    });
    await manager.publish(id, benchDestination);
    await all;
    const figures = { objects, firstSeconds, ...stop() };
    await manager.settled(id);
    return figures;
  };
  const { firstSeconds } = await publish(warmId, warmSegments);
  const figures = await publish(timedId, segments);
  tell({ ...figures, firstSeconds } satisfies ProductFigures);
  await manager.stop();
  tell({ isStopped: true });
  await once(process, 'disconnect');
};

/** Answers how many objects it has. */
function makeArchive({ root, journal }: Uploader, id: string, count: number): number {
  const archive = new MadeArchive(root, journal, ladder, id);
  archive.begin();
  for (let sequence = 0; sequence < count; sequence += 1) archive.next();
  archive.end();
  return ladder.length * (count + 1);
}

interface RawStart {
  readonly server: BucketServer;
  /** The product's archive. */
  readonly root: string;
  readonly prefix: string;
}

/** The same files by the SDK alone. */
const rawRole: Role = async (start, tell) => {
  const { server, root, prefix } = start as RawStart;
  const raw = new RawPuts(server, atOnce);
  await raw.send(putsOf(root, warmId, prefix));
  const puts = putsOf(root, timedId, prefix);
  const stop = stopwatch();
  await raw.send(puts);
  tell({ objects: puts.length, ...stop() } satisfies Figures);
  raw.close();
  await once(process, 'disconnect');
};

function putsOf(root: string, id: string, prefix: string): RawPut[] {
  const folder = path.join(root, layout.broadcast('live', id));
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(m4s|mp4)$/.test(name));
  return names.map((name) => ({ file: path.join(folder, name), key: `${prefix}/${id}/${name}` }));
}

function stopwatch(): () => Omit<Figures, 'objects'> {
  const startMs = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return { seconds: (performance.now() - startMs) / 1000, cpuSeconds: (user + system) / 1e6 };
  };
}

interface Played {
  readonly product: ProductFigures;
  readonly raw: Figures;
}

/** One round: the product, then the SDK alone with the very files that the product has sent. */
async function playRound(server: BucketServer, round: number): Promise<Played> {
  return withFolder(async (dataDir) => {
    const start: UploaderOptions = { dataDir, ...destinationAt(server, { prefix: `product-${round}` }) };
    const uploader = new RoleProcess('product', start);
    const product = await uploader.hear<ProductFigures>('objects');
    await uploader.hear<{ isStopped: true }>('isStopped');
    await uploader.stop();
    const root = path.join(dataDir, 'archive');
    const bare = new RoleProcess('raw', { server, root, prefix: `raw-${round}` } satisfies RawStart);
    const raw = await bare.hear<Figures>('objects');
    await bare.stop();
    if (raw.objects !== product.objects) throw new Error(`Expected ${product.objects} files, got ${raw.objects}`);
    return { product, raw };
  });
}

async function measure(): Promise<BenchResult> {
  const played: Played[] = [];
  // each with a fresh server; the first warms files and machine up and is left out
  for (let round = 0; round <= rounds; round += 1) {
    const bucket = await startOwnBucket();
    try {
      const result = await playRound(bucket.server, round);
      if (round > 0 || isQuick) played.push(result);
    } finally {
      await bucket.stop();
    }
  }
  return { figures: figuresOf(played), details: { ladder, segments, warmSegments, atOnce, rounds: played } };
}

function figuresOf(played: readonly Played[]): Figure[] {
  const rate = ({ objects, seconds }: Figures): number => objects / seconds;
  const cost = ({ objects, cpuSeconds }: Figures): number => (1000 * cpuSeconds) / objects;
  const shown = (of: (round: Played) => number, digits: number, unit: string): string =>
    showSpread(spreadOf(played.map(of)), digits, unit);
  return [
    { what: 'uploads/s: product / SDK alone', measured: shown(({ product, raw }) => rate(product) / rate(raw), 2, '') },
    { what: '  product', measured: shown(({ product }) => rate(product), 0, '/s') },
    { what: '  SDK alone', measured: shown(({ raw }) => rate(raw), 0, '/s') },
    {
      what: 'CPU per object: product / SDK alone',
      measured: shown(({ product, raw }) => cost(product) / cost(raw), 2, ''),
    },
    { what: '  product', measured: shown(({ product }) => cost(product), 2, ' ms') },
    { what: '  SDK alone', measured: shown(({ raw }) => cost(raw), 2, ' ms') },
    {
      what: 'order → first object, a new channel',
      measured: shown(({ product }) => product.firstSeconds, 1, ' s'),
    },
  ];
}

const roles = { [bucketRoleName]: bucketRole, product: productRole, raw: rawRole };
await runMainOrRole(() => runBench('publish-throughput', measure), roles);
