import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { broadcastLogName } from '../../../src/engine/log/broadcast-logs.js';

/** Cache-Control, Content-Type and Content-Encoding of an object as an anonymous reader gets them. */
export interface PublicObject {
  readonly body: Buffer;
  readonly contentType: string | null;
  readonly cacheControl: string | null;
  readonly contentEncoding: string | null;
}

/**
 * All files of a finished broadcast's folder, `/`-separated, that belong into the bucket: all but its log, and the init
 * segments of runs that were killed before their first part was whole, which no playlist names.
 */
export async function archiveFiles(archiveDir: string): Promise<string[]> {
  const entries = await readdir(archiveDir, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name !== broadcastLogName)
    .map((entry) => path.relative(archiveDir, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
  const named = new Set<string>();
  for (const playlist of files.filter((file) => file.endsWith('/index.m3u8'))) {
    const text = await readFile(path.join(archiveDir, ...playlist.split('/')), 'utf8');
    for (const [, uri = ''] of text.matchAll(/#EXT-X-MAP:URI="([^"]+)"/g)) {
      named.add(path.posix.join(path.posix.dirname(playlist), uri));
    }
  }
  return files.filter((file) => !/\/init-\d+\.mp4$/.test(file) || named.has(file));
}

/** All that lies in the broadcast's folder in the bucket: what names the public URL is there alone. */
export async function bucketFiles(archiveDir: string): Promise<string[]> {
  return [...(await archiveFiles(archiveDir)), 'oembed.json'].sort();
}

/**
 * Reads every file of the broadcast back through the public URL. Answers what differs from the archive (`<file>: why`) and
 * the headers of each. Pages and `broadcast.json` are the bucket's own: there only being there counts.
 */
export async function compareWithBucket(
  archiveDir: string,
  publicFolder: string,
): Promise<{ readonly differences: string[]; readonly objects: ReadonlyMap<string, PublicObject> }> {
  const differences: string[] = [];
  const objects = new Map<string, PublicObject>();
  for (const file of await archiveFiles(archiveDir)) {
    const answer = await fetch(`${publicFolder}/${file}`);
    const body = Buffer.from(await answer.arrayBuffer());
    if (answer.status !== 200) {
      differences.push(`${file}: ${answer.status}`);
      continue;
    }
    const header = (name: string): string | null => answer.headers.get(name);
    objects.set(file, {
      body,
      contentType: header('content-type'),
      cacheControl: header('cache-control'),
      contentEncoding: header('content-encoding'),
    });
    const isOwn = /^(?:index\.html|embed\.html|broadcast\.json)$/.test(file);
    if (!isOwn && !body.equals(await readFile(path.join(archiveDir, ...file.split('/'))))) {
      differences.push(`${file}: other bytes`);
    }
  }
  return { differences, objects };
}
