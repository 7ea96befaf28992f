import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { S3Fixture } from '../../servers/s3-server.js';

/**
 * Media that a broadcast was seen to have, in its folder and in its bucket: none of it may be gone or another later on.
 * Names are `<rendition>/<file>`.
 */
export class KeptMedia {
  readonly #bucket: S3Fixture;
  readonly #seen = new Map<string, string>();
  readonly #changed = new Set<string>();

  constructor(bucket: S3Fixture) {
    this.#bucket = bucket;
  }

  /** Looks at what is there now. Segments that are still written (`.open`) are not media yet. */
  async look(archiveDir: string): Promise<void> {
    for (const [key, { body }] of this.#bucket.objects()) {
      const name = /\/b\/[^/]+\/([^/]+\/[^/]+\.(?:m4s|mp4))$/.exec(key)?.[1];
      if (name !== undefined) this.#note(name, body);
    }
    for (const file of await readdir(archiveDir, { recursive: true })) {
      if (!/\.(?:m4s|mp4)$/.test(file)) continue;
      this.#note(file.split(path.sep).join('/'), await readFile(path.join(archiveDir, file)));
    }
  }

  /** What is not as it was any more, once all is done: in the bucket, in the folder, or in one unlike the other. */
  async differences(archiveDir: string): Promise<string[]> {
    await this.look(archiveDir);
    const there = new Set(
      (await readdir(archiveDir, { recursive: true })).map((file) => file.split(path.sep).join('/')),
    );
    return [
      ...this.#changed,
      ...[...this.#seen.keys()].filter((name) => !there.has(name)).map((name) => `${name}: gone`),
    ];
  }

  #note(name: string, body: Buffer): void {
    const hash = createHash('sha256').update(body).digest('hex');
    const before = this.#seen.get(name) ?? hash;
    if (before !== hash) this.#changed.add(`${name}: other bytes`);
    this.#seen.set(name, before);
  }
}
