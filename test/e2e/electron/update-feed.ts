import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A place on this computer that has one newer version, as electron-updater's generic provider reads it. */
export class UpdateFeed {
  readonly #server: Server;
  /** How often the program itself was asked for. */
  downloads = 0;
  /** How often anything was. */
  requests = 0;
  #isOut = false;

  private constructor(version: string, program: string) {
    const file = `Headwater-${version}.AppImage`;
    const sha512 = createHash('sha512').update(program).digest('base64');
    const list = { version, files: [{ url: file, sha512, size: program.length }], path: file, sha512 };
    this.#server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://feed');
      this.requests += 1;
      // JSON is YAML
      const listed = this.#isOut ? list : { ...list, version: '0.0.1' };
      if (pathname === '/latest-linux.yml') return response.end(JSON.stringify(listed));
      if (pathname !== `/${file}`) return response.writeHead(404).end();
      this.downloads += 1;
      return response.end(program);
    });
  }

  /** `program`: what the newer version is. */
  static async open(version: string, program: string): Promise<UpdateFeed> {
    const feed = new UpdateFeed(version, program);
    await new Promise<void>((resolve) => feed.#server.listen(0, '127.0.0.1', resolve));
    return feed;
  }

  /** From now on the version is there. */
  bringOut(): void {
    this.#isOut = true;
  }

  /** What the builder writes beside the archive of a release. */
  get config(): string {
    const { port } = this.#server.address() as AddressInfo;
    return JSON.stringify({
      provider: 'generic',
      url: `http://127.0.0.1:${port}`,
      updaterCacheDirName: 'headwater-updater',
    });
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}
