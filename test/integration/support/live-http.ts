import { spawn, type ChildProcess } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** A web server on loopback: files of a folder below `/`, and below `/live/` the same as if they were on air just now. */
export class LiveHttp {
  /** Paths that were asked for. */
  readonly requests: string[] = [];
  readonly #server: Server;
  readonly #dir: string;
  readonly #children = new Set<ChildProcess>();

  private constructor(dir: string) {
    this.#dir = dir;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(dir: string): Promise<LiveHttp> {
    const web = new LiveHttp(dir);
    await new Promise<void>((resolve) => web.#server.listen(0, '127.0.0.1', resolve));
    return web;
  }

  url(name: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${name}`;
  }

  /** MPEG-TS at its own speed, from the start for everyone who asks, without a length. */
  liveUrl(name: string): string {
    return this.url(`live/${name}`);
  }

  async stop(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    this.requests.push(pathname);
    const file = path.join(this.#dir, path.basename(pathname));
    const size = await stat(file).then(
      (found) => found.size,
      () => null,
    );
    if (size === null) response.writeHead(404).end();
    else if (pathname.startsWith('/live/')) this.#broadcast(file, response);
    else this.#send(file, size, request, response);
  }

  #send(file: string, size: number, request: IncomingMessage, response: ServerResponse): void {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const range = request.headers.range === undefined ? {} : { 'Content-Range': `bytes ${from}-${size - 1}/${size}` };
    response.writeHead(request.headers.range === undefined ? 200 : 206, {
      'Accept-Ranges': 'bytes',
      'Content-Length': size - from,
      ...range,
    });
    createReadStream(file, { start: from })
      .on('error', () => response.destroy())
      .pipe(response);
  }

  #broadcast(file: string, response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'video/mp2t' });
    const args = ['-v', 'error', '-nostdin', '-re', '-i', file, '-c', 'copy', '-f', 'mpegts', 'pipe:1'];
    const child = spawn('ffmpeg', args, { stdio: ['ignore', 'pipe', 'ignore'] });
    this.#children.add(child);
    child.once('close', () => this.#children.delete(child));
    response.once('close', () => child.kill('SIGKILL'));
    child.stdout.pipe(response);
  }
}
