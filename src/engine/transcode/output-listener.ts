import { createServer, type Server, type Socket } from 'node:net';
import { AppError } from '../../shared/errors.js';

/**
 * A door for one output of one ffmpeg: listens on a free loopback port until exactly one connection has come, then no
 * more. Works alike on all systems, where extra pipes do not.
 */
export class OutputListener {
  /** For ffmpeg's argv. */
  readonly url: string;
  /** Resolves with the connection. Rejects with `ffmpeg.failed` when the door is closed before one has come. */
  readonly connected: Promise<Socket>;
  readonly #server: Server;
  #socket: Socket | null = null;
  #reject: (reason: Error) => void = () => undefined;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.url = `tcp://127.0.0.1:${port}?tcp_nodelay=1`;
    this.connected = new Promise((resolve, reject) => {
      this.#reject = reject;
      server.on('connection', (socket) => {
        // A connection that is cut ends as a stream; why, ffmpeg's exit tells.
        socket.on('error', () => socket.destroy());
        if (this.#socket !== null) {
          socket.destroy();
          return;
        }
        this.#socket = socket;
        server.close();
        resolve(socket);
      });
    });
    // Whoever waited may have left before the door is closed: that is no unhandled rejection.
    this.connected.catch(() => undefined);
    server.on('error', (error) => this.close(error.message));
  }

  /** Opens a door on a free port of the loopback interface. */
  static open(): Promise<OutputListener> {
    return new Promise((resolve, reject) => {
      const server = createServer({ noDelay: true });
      server.once('error', reject);
      server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => {
        server.off('error', reject);
        const address = server.address();
        if (address === null || typeof address === 'string') {
          reject(new AppError('internal', 'Expected a TCP address, got none'));
          return;
        }
        resolve(new OutputListener(server, address.port));
      });
    });
  }

  /** Takes no connection any more. One that has come is left alone. */
  close(reason: string): void {
    this.#reject(new AppError('ffmpeg.failed', reason));
    this.#server.close();
  }

  /** Takes no connection any more and ends the one that has come. */
  destroy(reason: string): void {
    this.close(reason);
    this.#socket?.destroy();
  }
}
