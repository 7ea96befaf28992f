import type { Readable } from 'node:stream';

/**
 * Reads a stream to its end, or to `maxBytes`, where it is torn down. `onBytes` hears of each chunk. Rejects as the stream
 * does, and with ECONNRESET when it closes early. By events: `for await` also waits for the connection to be done with,
 * which it is not while a server that has said no leaves the rest of an upload unread.
 */
export function readBody(
  stream: Readable,
  options: { readonly maxBytes?: number; readonly onBytes: (bytes: number) => void },
): Promise<Buffer> {
  const { maxBytes = Infinity, onBytes } = options;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = (): void => resolve(Buffer.concat(chunks, length));
    stream.on('data', (chunk: Buffer) => {
      onBytes(chunk.length);
      chunks.push(chunk);
      length += chunk.length;
      if (length < maxBytes) return;
      finish();
      stream.destroy();
    });
    stream.once('end', finish);
    stream.once('error', reject);
    stream.once('close', () => {
      reject(Object.assign(new Error('The answer broke off'), { code: 'ECONNRESET' }));
    });
  });
}
