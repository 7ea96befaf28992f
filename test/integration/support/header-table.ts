import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { createS3Client } from '../../servers/s3-client.js';
import { publicRoot, type BucketServer } from './bucket-server.js';

/** What viewers are told of an object: its type, how long it may be kept, whether it is compressed. */
type Headers = readonly [contentType: string, cacheControl: string, contentEncoding: string | null];

interface Row {
  readonly name: string;
  /** Of the key below the destination's prefix. */
  readonly pattern: RegExp;
  readonly live: Headers;
  /** Once the broadcast is over; default: as while it is live. */
  readonly over?: Headers;
}

const forever = 'public, max-age=31536000, immutable';
const playlist = 'application/vnd.apple.mpegurl';
const page: Headers = ['text/html; charset=utf-8', 'public, max-age=2', null];
const data: Headers = ['application/json', 'public, max-age=2', null];
const folder = String.raw`^live/b/\d{8}-\d{6}-[a-z0-9]{8}`;
const livePlaylist: Headers = [playlist, 'public, max-age=1', null];
const overPlaylist: Headers = [playlist, 'public, max-age=3600', null];

/**
 * Every object that a broadcast of some seconds leaves in a bucket. Of what may be compressed only the viewer page's script
 * and styles are large enough so soon (object-headers.test.ts).
 */
const table: readonly Row[] = [
  { name: 'channel page', pattern: /^live\/index\.html$/, live: page },
  { name: 'channel player', pattern: /^live\/embed\.html$/, live: page },
  { name: 'channel.json', pattern: /^live\/channel\.json$/, live: data },
  { name: 'live.m3u8', pattern: /^live\/live\.m3u8$/, live: livePlaylist },
  { name: 'lease', pattern: /^live\/lease\.json$/, live: ['application/json', 'no-store', null] },
  { name: 'lease given up', pattern: /^live\/lease-released\.json$/, live: ['application/json', 'no-store', null] },
  {
    name: 'scripts',
    pattern: /^live\/app\/[^/]+\/[^/]+\.js$/,
    live: ['text/javascript; charset=utf-8', forever, 'gzip'],
  },
  { name: 'styles', pattern: /^live\/app\/[^/]+\/[^/]+\.css$/, live: ['text/css; charset=utf-8', forever, 'gzip'] },
  { name: 'icon', pattern: /^live\/app\/[^/]+\/[^/]+\.svg$/, live: ['image/svg+xml', forever, null] },
  { name: 'page', pattern: new RegExp(`${folder}/index\\.html$`), live: page },
  { name: 'player', pattern: new RegExp(`${folder}/embed\\.html$`), live: page },
  { name: 'oembed', pattern: new RegExp(`${folder}/oembed\\.json$`), live: data },
  { name: 'broadcast.json', pattern: new RegExp(`${folder}/broadcast\\.json$`), live: data },
  { name: 'poster', pattern: new RegExp(`${folder}/poster\\.jpg$`), live: ['image/jpeg', 'public, max-age=60', null] },
  { name: 'master', pattern: new RegExp(`${folder}/master\\.m3u8$`), live: livePlaylist, over: overPlaylist },
  {
    name: 'manifest',
    pattern: new RegExp(`${folder}/manifest\\.mpd$`),
    live: ['application/dash+xml', 'public, max-age=1', null],
    over: ['application/dash+xml', 'public, max-age=3600', null],
  },
  {
    name: 'media playlist',
    pattern: new RegExp(`${folder}/(?:\\d+p|audio)/index\\.m3u8$`),
    live: livePlaylist,
    over: overPlaylist,
  },
  { name: 'init', pattern: new RegExp(`${folder}/[^/]+/init-\\d+\\.mp4$`), live: ['video/mp4', forever, null] },
  { name: 'segment', pattern: new RegExp(`${folder}/[^/]+/\\d+\\.m4s$`), live: ['video/mp4', forever, null] },
];
export const rowNames: readonly string[] = table.map(({ name }) => name);

/** What is not as the table has it (`<key>: …`), and which rows were met. A key of no row is not as it should be. */
export async function readHeaders(
  bucket: BucketServer,
  prefix: string,
  when: 'live' | 'over',
): Promise<{ readonly wrong: readonly string[]; readonly met: readonly string[] }> {
  const wrong: string[] = [];
  const met = new Set<string>();
  for (const key of await keysOf(bucket)) {
    const path = key.slice(`${prefix}/`.length);
    const rows = table.filter(({ pattern }) => pattern.test(path));
    const [row] = rows;
    if (row === undefined || rows.length > 1 || !key.startsWith(`${prefix}/`)) {
      wrong.push(`${key}: in ${rows.length} rows`);
      continue;
    }
    met.add(row.name);
    const escaped = key.split('/').map(encodeURIComponent).join('/');
    // as curl asks, and not as fetch does, which takes compression for granted
    const answer = await fetch(`${publicRoot(bucket)}/${escaped}`, { headers: { 'accept-encoding': 'identity' } });
    await answer.arrayBuffer();
    const got = [
      answer.status,
      ...['content-type', 'cache-control', 'content-encoding'].map((name) => answer.headers.get(name)),
    ];
    const wanted = [200, ...(when === 'over' ? (row.over ?? row.live) : row.live)];
    if (JSON.stringify(got) !== JSON.stringify(wanted)) wrong.push(`${key}: ${JSON.stringify(got)}`);
  }
  return { wrong, met: rowNames.filter((name) => met.has(name)) };
}

/** All keys of the bucket, whoever wrote them. */
async function keysOf(bucket: BucketServer): Promise<string[]> {
  const client = createS3Client(bucket);
  const keys: string[] = [];
  try {
    let token: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({
          Bucket: bucket.bucket,
          ...(token === undefined ? {} : { ContinuationToken: token }),
        }),
      );
      keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
      token = page.NextContinuationToken;
    } while (token !== undefined);
  } finally {
    client.destroy();
  }
  return keys;
}
