import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startS3Server, type S3Fixture } from '../../servers/s3-server.js';

/** Servers of one test, stopped together. */
export class DoctorServers {
  readonly #stops: (() => Promise<void>)[] = [];

  /** Stops something else together with them. */
  also(stop: () => Promise<void>): void {
    this.#stops.push(stop);
  }

  async s3(...options: Parameters<typeof startS3Server>): Promise<S3Fixture> {
    const started = await startS3Server(...options);
    this.also(() => started.stop());
    return started;
  }

  /** A web server that answers everything alike; its URL. */
  async answering(status: number, headers: Record<string, string>, body: string): Promise<string> {
    const http = createServer((request, response) => {
      request.resume();
      request.on('end', () => response.writeHead(status, headers).end(body));
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    this.also(
      () =>
        new Promise((resolve) => {
          http.close(() => resolve());
          http.closeAllConnections();
        }),
    );
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const stop of this.#stops.splice(0).reverse()) await stop();
  }
}
