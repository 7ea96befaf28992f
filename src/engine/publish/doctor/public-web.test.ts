import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../clock.js';
import { PublicWeb } from './public-web.js';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const web = (signal = new AbortController().signal) => new PublicWeb({ fetch, signal, clock: systemClock });

describe('PublicWeb', () => {
  it('sends nothing of its own that a cache would go by, and unpacks as a browser does', async () => {
    const seen: string[] = [];
    const url = await serve((request, response) => {
      seen.push(...Object.keys(request.headers));
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('playlist'));
    });
    const { status, body } = await web().ask(url, { headers: { origin: 'https://a.example' } });
    expect([status, body.toString()]).toEqual([200, 'playlist']);
    expect(seen).toContain('origin');
    for (const header of ['cache-control', 'pragma', 'cookie', 'authorization', 'if-none-match']) {
      expect(seen).not.toContain(header);
    }
  });

  it('reads no more than it needs', async () => {
    const url = await serve((_request, response) => void response.end(Buffer.alloc(8 * 1024 * 1024)));
    expect((await web().ask(url)).body).toHaveLength(1024 * 1024);
  });

  it('tries again when one connection is cut, and follows to another address only when asked', async () => {
    let count = 0;
    const url = await serve((request, response) => {
      count += 1;
      if (count === 1) request.socket.destroy();
      else if (request.url === '/') response.writeHead(307, { location: '/there' }).end();
      else response.end('there');
    });
    expect((await web().ask(`${url}/`, { stay: true })).status).toBe(307);
    expect((await web().ask(`${url}/`)).body.toString()).toBe('there');
    expect(count).toBe(4);
  });

  it.each([
    ['refused', async () => `http://127.0.0.1:${await freePort()}/`],
    ['dns', async () => 'http://bucket.headwater.invalid/'],
    ['unreadable', () => serve((_request, response) => void response.writeHead(302, { location: '/again' }).end())],
    ['unreadable', () => serve((request) => void request.socket.end('SSH-2.0-OpenSSH_9.2\r\n'))],
  ])('says %s', async (why, makeUrl) => {
    const url = await makeUrl();
    await expect(web().ask(url)).rejects.toMatchObject({
      code: 'publish.unreachable',
      details: { why, host: new URL(url).host },
    });
  });

  it('says that there is no TLS where https was asked for', async () => {
    const url = await serve((_request, response) => void response.end('plain'));
    await expect(web().ask(url.replace('http:', 'https:'))).rejects.toMatchObject({ code: 'publish.tls' });
  });

  it('ends with the run', async () => {
    const abort = new AbortController();
    const url = await serve(() => abort.abort());
    await expect(web(abort.signal).ask(url)).rejects.toMatchObject({ code: 'publish.unreachable' });
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
