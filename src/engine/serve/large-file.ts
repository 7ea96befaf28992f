import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { isSameVersion, versionOf, type FileVersion } from './cached-file.js';

/** Small, for every slow reader may hold two of them. */
const chunkBytes = 64 * 1024;

/**
 * Sends bytes `start` to `end` (inclusive) of a file from the disk, as fast as the reader takes them. `writeHead` is
 * called once the file is open and still the one that the headers describe. Returns false, with nothing sent, when it is
 * not; when the file is written during the sending the connection is cut before the last chunk, so that no reader takes
 * a torn file for a whole one. Resolves when all is handed over or the reader is gone. Rejects when the disk fails.
 */
export async function sendLargeFile(
  response: ServerResponse,
  file: { readonly realPath: string; readonly version: FileVersion; readonly start: number; readonly end: number },
  writeHead: () => void,
): Promise<boolean> {
  const handle = await open(file.realPath, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const isUnchanged = async (): Promise<boolean> => isSameVersion(file.version, versionOf(await handle.stat()));
    if (!(await isUnchanged())) return false;
    writeHead();
    let at = file.start;
    while (at <= file.end && !response.destroyed) {
      const chunk = Buffer.allocUnsafeSlow(Math.min(chunkBytes, file.end - at + 1));
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, at);
      at += bytesRead;
      if (bytesRead === 0 || (at > file.end && !(await isUnchanged()))) {
        response.destroy();
        return true;
      }
      if (!response.write(chunk.subarray(0, bytesRead))) await drained(response);
    }
    response.end();
    return true;
  } finally {
    await handle.close();
  }
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed || !response.writableNeedDrain) {
      resolve();
      return;
    }
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
