import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type OutgoingHttpHeaders, type Server } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProgram } from '../servers/ceph/ceph-processes.js';
import { startDnsServer } from '../servers/dns-server.js';
import { nginxMissing, startEdgeNginx } from './support/edge-nginx.js';
import { eventually } from './support/eventually.js';

const openssl = findProgram('openssl');

async function listen(server: Server | SecureServer, host: string, port = 0): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function close(server: Server | SecureServer): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

describe.skipIf(nginxMissing !== null)(`nginx in front of odd buckets ${nginxMissing ?? ''}`, () => {
  it('lets none of the bucket’s own words about caches, cookies and origins through', async () => {
    const asked: OutgoingHttpHeaders[] = [];
    const odd = createServer((request, response) => {
      asked.push({ ...request.headers, url: request.url });
      response.writeHead(200, {
        'access-control-allow-origin': 'https://first.example',
        'access-control-allow-credentials': 'true',
        'cache-control': 'private, no-store',
        'content-type': 'video/mp4',
        expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
        'set-cookie': 'who=me',
        vary: 'Origin, Cookie, User-Agent',
        'x-accel-expires': '0',
        'x-accel-redirect': '/etc/passwd',
        'x-amz-request-id': '1',
      });
      response.end('x'.repeat(2_000));
    });
    const edge = await startEdgeNginx(`http://127.0.0.1:${await listen(odd, '127.0.0.1')}/bucket`);
    try {
      const url = `${edge.url}/live/b/1/720p/1.m4s`;
      for (const origin of ['https://first.example', 'https://second.example', null]) {
        const headers = { cookie: 'secret=1', authorization: 'Bearer secret', 'x-amz-acl': 'public-read' };
        const answer = await fetch(`${url}?again=${String(origin)}`, {
          headers: { ...headers, ...(origin === null ? {} : { origin }) },
        });
        expect(answer.status).toBe(200);
        expect((await answer.text()).length).toBe(2_000);
        const told = Object.fromEntries(answer.headers);
        expect(told['access-control-allow-origin']).toBe('*');
        expect(told['cache-control']).toBe('public, max-age=31536000, immutable');
        for (const name of [
          'set-cookie',
          'expires',
          'access-control-allow-credentials',
          'x-amz-request-id',
          'x-accel-expires',
        ]) {
          expect([name, told[name]]).toEqual([name, undefined]);
        }
        expect(told['vary'] ?? 'Accept-Encoding').toBe('Accept-Encoding');
      }
      expect(asked).toHaveLength(1);
      expect(asked[0]?.['url']).toBe('/bucket/live/b/1/720p/1.m4s');
      for (const name of ['cookie', 'authorization', 'origin', 'x-amz-acl']) expect(asked[0]?.[name]).toBeUndefined();
    } finally {
      await edge.stop();
      await close(odd);
    }
  });

  // the whole of 127.0.0.0/8 is this computer on Linux
  it.skipIf(process.platform !== 'linux')('follows the bucket’s name to another address', async () => {
    const say = (words: string) => createServer((_, response) => void response.end(words));
    const [old, next] = [say('old'), say('new')];
    const names = await startDnsServer('127.0.0.1');
    const port = await listen(old, '127.0.0.1');
    await listen(next, '127.0.0.2', port);
    const edge = await startEdgeNginx(`http://bucket.test:${port}`, { resolver: names.address });
    try {
      const read = async () => (await fetch(`${edge.url}/live/live.m3u8`)).text();
      expect(await read()).toBe('old');
      names.point('127.0.0.2');
      await eventually('the new address', async () => ((await read()) === 'new' ? true : null));
    } finally {
      await edge.stop();
      await names.stop();
      await Promise.all([close(old), close(next)]);
    }
  });

  it.skipIf(openssl === null)('believes only the bucket that it trusts by its certificate', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'headwater-certificate-'));
    const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=bucket.test', '-addext', 'subjectAltName=DNS:bucket.test'];
    const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
    execFileSync(openssl ?? '', [...kind, ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    const secure = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) => {
      response.end('hello');
    });
    const names = await startDnsServer('127.0.0.1');
    const port = await listen(secure, '127.0.0.1');
    const resolver = names.address;
    const trusted = readFileSync(cert, 'utf8');
    const edges = await Promise.all([
      startEdgeNginx(`https://bucket.test:${port}`, { resolver, trusted }),
      startEdgeNginx(`https://other.test:${port}`, { resolver, trusted }),
      startEdgeNginx(`https://bucket.test:${port}`, { resolver }),
    ]);
    try {
      const answers = await Promise.all(edges.map(({ url }) => fetch(`${url}/live/live.m3u8`)));
      expect(answers.map(({ status }) => status)).toEqual([200, 502, 502]);
    } finally {
      for (const edge of edges) await edge.stop();
      await names.stop();
      await close(secure);
      rmSync(folder, { recursive: true });
    }
  });
});
