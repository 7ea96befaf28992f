import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { s3Error, stored, type AnsweringServer, type Reply } from './testing/answering-server.js';
import { bucket, closeAll, failure } from './testing/bucket.js';
import { clientFor } from './testing/client-for.js';

const headers = { contentType: 'video/mp4', cacheControl: 'public, max-age=1' };
const body = Buffer.from('segment');
afterEach(closeAll);

function conditionsOf({ received }: AnsweringServer): (string | undefined)[][] {
  return received.map((request) => [request.headers['if-none-match'], request.headers['if-match']]);
}

describe('put', () => {
  test('sends the object as it is to be stored, without CRC trailers and ACL', async () => {
    const { client, server } = await bucket(() => stored);
    const key = 'my show/ü+%#?&=/1.m4s';
    expect(await client.put(key, body, { ...headers, contentEncoding: 'gzip' })).toEqual({
      etag: '"d41d8cd98f00b204e9800998ecf8427e"',
    });
    const request = server.received[0];
    expect(request?.path).toBe(`/show/${key.split('/').map(encodeURIComponent).join('/')}`);
    expect(request?.body).toEqual(body);
    expect(request?.headers).toMatchObject({
      'content-type': 'video/mp4',
      'cache-control': 'public, max-age=1',
      'content-encoding': 'gzip',
      'content-length': String(body.length),
    });
    const names = Object.keys(request?.headers ?? {});
    expect(names.filter((name) => /checksum|trailer|acl|expect|transfer/i.test(name))).toEqual([]);
  });

  test('an answer without an ETag has stored nothing', async () => {
    const { client } = await bucket(() => ({ status: 200, headers: { 'content-type': 'text/plain' }, body: 'OK' }));
    expect((await failure(client.put('b/1', body, headers))).code).toBe('publish.malformed-answer');
  });

  test('sends its condition, and says when it does not hold', async () => {
    const { client, server } = await bucket(({ headers: { 'if-match': etag } }) =>
      etag === undefined ? s3Error(412, 'PreconditionFailed') : s3Error(404, 'NoSuchKey'),
    );
    const fresh = client.put('lease', body, headers, { condition: { ifNoneMatch: true } });
    expect((await failure(fresh)).code).toBe('publish.conflict');
    const renewed = client.put('lease', body, headers, { condition: { ifMatch: '"abc"' } });
    expect((await failure(renewed)).code).toBe('publish.conflict');
    expect(conditionsOf(server)).toEqual([
      ['*', undefined],
      [undefined, '"abc"'],
    ]);
  });

  test('spells an ETag as Ceph wants it once it is known to be one, and only there', async () => {
    const refused = (requestId: string): Reply => ({ status: 412, headers: { 'x-amz-request-id': requestId } });
    const ceph = 'tx000003f989c92fa3d4005-006b017b1f-100f-default';
    const { client, server } = await bucket(({ headers: { 'if-match': etag } }) =>
      etag === 'abc' ? stored : refused(ceph),
    );
    const renew = (ifMatch: string): Promise<unknown> => client.put('lease', body, headers, { condition: { ifMatch } });
    await renew('"abc"');
    await renew('"abc"');
    expect((await failure(renew('"def"'))).code).toBe('publish.conflict');
    expect(conditionsOf(server).map(([, etag]) => etag)).toEqual(['"abc"', 'abc', 'abc', 'def']);
    // here the condition without quotes would not be understood, and ignored
    const other = await bucket(({ headers: { 'if-match': etag } }) =>
      etag === 'abc' ? stored : refused('4442587FB7D0A2F9'),
    );
    const late = other.client.put('lease', body, headers, { condition: { ifMatch: '"abc"' } });
    expect((await failure(late)).code).toBe('publish.conflict');
  });

  test('ends by itself on a connection that leads nowhere', async () => {
    const { client, server } = await bucket(() => 'hang');
    const error = await failure(client.put('b/1', body, headers, { timeoutMs: 100 }));
    expect([error.code, error.details['why']]).toEqual(['publish.unreachable', 'timeout']);
    expect(server.received).toHaveLength(1);
  });

  test('does not begin what is called off already', async () => {
    const { client, server } = await bucket(() => stored);
    const error = await failure(client.put('b/1', body, headers, { signal: AbortSignal.abort() }));
    expect([error.code, error.details['why'], server.received.length]).toEqual(['publish.unreachable', 'aborted', 0]);
  });

  test('a connection that the server has closed meanwhile costs no request', async () => {
    const { client, server } = await bucket(() => ({
      ...(stored as object),
      status: 200,
      headers: { etag: '"1"', connection: 'close' },
    }));
    await client.put('b/1', body, headers);
    await client.put('b/2', body, headers);
    expect(server.received).toHaveLength(2);
  });

  test('a server that says no and reads no more of an upload keeps no connection', async () => {
    const refusal = '<Error><Code>SignatureDoesNotMatch</Code></Error>';
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      socket.once('data', () => {
        socket.pause();
        socket.end(
          `HTTP/1.1 403 Forbidden\r\ncontent-length: ${refusal.length}\r\nconnection: close\r\n\r\n${refusal}`,
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const client = clientFor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const large = Buffer.alloc(12_000_000);
    // more than there are connections
    for (let attempt = 0; attempt < 20; attempt += 1) {
      expect((await failure(client.put('b/1', large, headers))).code).toBe('publish.wrong-secret');
    }
    client.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  test('tells no secret when a server echoes what it was sent', async () => {
    const { client, server } = await bucket((request) =>
      s3Error(400, 'InvalidRequest', `<Message>${request.headers.authorization ?? ''}</Message>`),
    );
    const error = await failure(client.put('b/1', body, headers));
    const signature = /Signature=(\w+)/.exec(server.received[0]?.headers.authorization ?? '')?.[1] ?? 'none';
    expect(signature).toHaveLength(64);
    expect(JSON.stringify([error, error.message, error.cause ?? null])).not.toContain(signature);
  });
});
