import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../../shared/errors.js';
import { toArchiveError } from '../../archive/durable-file.js';
import { assetKinds, type AssetKind } from './asset-kinds.js';
import { sniffAsset, sniffBytes } from './sniff-asset.js';

/** A file that has come in whole. */
export interface TakenIn {
  /** SHA-256 of its bytes, hexadecimal, and its kind. */
  readonly assetId: string;
  readonly sizeBytes: number;
}

/**
 * Writes a stream into `file` as it comes, hashed on the way, and synced. Throws `asset.unsupported`, `asset.too-large`
 * (details.limitBytes) as soon as that is known, `disk.full`, `archive.write-failed`, and what the stream throws; what was
 * written until then stays for the caller to remove.
 */
export async function takeIn(stream: AsyncIterable<Uint8Array>, file: string): Promise<TakenIn> {
  const hash = createHash('sha256');
  let head: Buffer[] = [];
  let kind: AssetKind | null = null;
  let sizeBytes = 0;
  const handle = await open(file, 'wx', 0o600).catch((error: unknown) => Promise.reject(toArchiveError(error, file)));
  const keep = async (bytes: Buffer): Promise<void> => {
    hash.update(bytes);
    await writeAll(handle, bytes).catch((error: unknown) => Promise.reject(toArchiveError(error, file)));
  };
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      sizeBytes += bytes.length;
      if (kind === null) {
        head.push(bytes);
        if (sizeBytes < sniffBytes) continue;
        kind = kindOf(Buffer.concat(head));
      }
      checkSize(kind, sizeBytes);
      for (const part of head.length > 0 ? head : [bytes]) await keep(part);
      head = [];
    }
    if (kind === null) {
      kind = kindOf(Buffer.concat(head));
      for (const part of head) await keep(part);
    }
    await handle.sync().catch((error: unknown) => Promise.reject(toArchiveError(error, file)));
    return { assetId: `${hash.digest('hex')}.${kind}`, sizeBytes };
  } finally {
    await handle.close();
  }
}

/** A disk that is nearly full takes a part of a write before it refuses the next. */
async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at);
    at += bytesWritten;
  }
}

function kindOf(head: Buffer): AssetKind {
  const kind = sniffAsset(head);
  if (kind !== null) return kind;
  throw new AppError('asset.unsupported', 'Expected a picture, video or sound that browsers show, got another file');
}

function checkSize(kind: AssetKind, sizeBytes: number): void {
  const { maxBytes } = assetKinds[kind];
  if (sizeBytes <= maxBytes) return;
  throw new AppError('asset.too-large', `Expected at most ${maxBytes} bytes of ${kind}, got more`, {
    details: { limitBytes: maxBytes, kind },
  });
}
