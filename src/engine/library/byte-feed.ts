import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { toArchiveError } from '../archive/durable-file.js';

/** What is sent, one after the other: files by their path, or text. */
export type FeedPiece = { readonly file: string } | { readonly text: string };

/** Bytes that one reader may fetch once. */
export interface ByteFeed {
  /** `tcp://127.0.0.1:PORT`, for ffmpeg. */
  readonly url: string;
  /** The first error of reading the files; null while all goes well. A reader that goes away early is none. */
  readonly failure: () => Error | null;
  close(): Promise<void>;
}

/**
 * Shows a row of files to ffmpeg as one stream, over a loopback listener that takes one connection. A segmented recording
 * reads as one fragmented MP4 that way: no copy on disk, no thousands of open files (`concat:`), no path that must be
 * quoted in a playlist.
 */
export async function feedBytes(pieces: readonly FeedPiece[]): Promise<ByteFeed> {
  let failure: Error | null = null;
  let open: Socket | null = null;
  const server = createServer((socket) => {
    server.close();
    open = socket;
    // The reader's going away is told by its own end.
    socket.on('error', () => socket.destroy());
    socket.resume();
    sendAll(socket, pieces).catch((error: unknown) => {
      if (!socket.destroyed) failure = error instanceof Error ? error : new Error(String(error));
      socket.destroy();
    });
  });
  server.maxConnections = 1;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('Expected a TCP address, got none');
  const closed = once(server, 'close');
  return {
    url: `tcp://127.0.0.1:${address.port}`,
    failure: () => failure,
    close: async () => {
      open?.destroy();
      server.close();
      await closed;
    },
  };
}

async function sendAll(socket: Socket, pieces: readonly FeedPiece[]): Promise<void> {
  for (const piece of pieces) {
    if (socket.destroyed) return;
    if ('text' in piece) socket.write(piece.text);
    else await sendFile(socket, piece.file);
  }
  socket.end();
}

async function sendFile(socket: Socket, file: string): Promise<void> {
  const stream = createReadStream(file, { highWaterMark: 256 * 1024 });
  let readError: Error | null = null;
  stream.once('error', (error) => (readError = error));
  try {
    await pipeline(stream, socket, { end: false });
  } catch (error) {
    if (readError !== null) throw toArchiveError(readError, file);
    if (!socket.destroyed) throw error;
  }
}
