import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Clock } from '../clock.js';
import type { SocketPressure } from './state-subscription.js';

/** A ping this often; a peer that let two pass is gone. Browsers answer pings even while their page is busy. */
const pingEveryMs = 15_000;
/** Answers waiting for a peer that sends and never reads. State frames stop long before (see SocketPressure). */
const maxWaitingBytes = 16 * 1024 * 1024;

/** Ends the socket when its peer is dead or never reads. Stops by itself with the socket. */
export function watchSocket(socket: WebSocket, clock: Clock): void {
  let unanswered = 0;
  let cancel = (): void => undefined;
  const beat = (): void => {
    // while nothing is read (the feed's ffmpeg is behind) no answer can be seen
    if (socket.isPaused) unanswered = 0;
    if (unanswered >= 2) {
      socket.terminate();
      return;
    }
    unanswered += 1;
    socket.ping();
    cancel = clock.after(pingEveryMs, beat);
  };
  cancel = clock.after(pingEveryMs, beat);
  socket.on('pong', () => {
    unanswered = 0;
  });
  socket.on('message', () => {
    if (socket.bufferedAmount > maxWaitingBytes) socket.terminate();
  });
  socket.on('close', () => cancel());
}

/** The pressure of the TCP connection under a WebSocket. */
export function pressureOf(request: IncomingMessage): SocketPressure {
  const tcp: Socket = request.socket;
  return {
    writable: (signal) =>
      new Promise((resolve) => {
        if (!tcp.writableNeedDrain || tcp.destroyed || signal.aborted) {
          resolve();
          return;
        }
        const done = (): void => {
          tcp.off('drain', done);
          tcp.off('close', done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        tcp.on('drain', done);
        tcp.on('close', done);
        signal.addEventListener('abort', done);
      }),
  };
}
