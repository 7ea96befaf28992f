import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { classifyNetworkError, hasNotConnected } from './classify-network.js';
import { classifyS3Error } from './classify-s3-error.js';
import { startAnsweringServer } from './testing/answering-server.js';
import { clientFor } from './testing/client-for.js';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function failureOf(endpoint: string): Promise<ReturnType<typeof classifyS3Error>> {
  const client = clientFor(endpoint);
  closing.push(() => client.close());
  return client.get('x').then(
    () => {
      throw new Error('Expected a failure');
    },
    (error: unknown) => classifyS3Error(error),
  );
}

/** A TCP port; `onData` gets the first bytes of each connection. */
async function startTcp(answer: string | null): Promise<string> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => (answer === null ? socket.destroy() : socket.end(answer)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('what stops a request on its way', () => {
  test('nobody listens', async () => {
    const server = await startAnsweringServer(() => 'hang');
    await server.stop();
    const error = await failureOf(server.endpoint);
    expect(error.toData()).toMatchObject({ code: 'publish.unreachable', retryable: true, details: { why: 'refused' } });
  });

  test('the connection is torn', async () => {
    const error = await failureOf(`http://${await startTcp(null)}`);
    expect([error.code, error.details['why']]).toEqual(['publish.unreachable', 'reset']);
  });

  test('something answers that is not HTTP', async () => {
    const error = await failureOf(`http://${await startTcp('SSH-2.0-OpenSSH_9.2\r\n')}`);
    expect([error.code, error.retryable]).toEqual(['publish.malformed-answer', true]);
  });

  test('https is spoken to a server that knows only http', async () => {
    const error = await failureOf(`https://${await startTcp('HTTP/1.1 400 Bad Request\r\n\r\n')}`);
    expect([error.code, error.details['why']]).toEqual(['publish.tls', 'no-tls']);
  });

  test.each([
    ['ENOTFOUND', 'publish.unreachable', 'dns'],
    ['EAI_AGAIN', 'publish.unreachable', 'dns'],
    ['ENETUNREACH', 'publish.unreachable', 'no-network'],
    ['EHOSTUNREACH', 'publish.unreachable', 'no-route'],
    ['ETIMEDOUT', 'publish.unreachable', 'timeout'],
    ['CERT_HAS_EXPIRED', 'publish.tls', 'expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'publish.tls', 'wrong-host'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'publish.tls', 'untrusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'publish.tls', 'untrusted'],
  ])('%s: %s, %s', (code, expected, why) => {
    const error = classifyNetworkError(Object.assign(new Error(code), { code }));
    expect([error?.code, error?.details['why'], error?.retryable]).toEqual([expected, why, true]);
  });

  test('a host with two addresses that both refuse', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED ::1:1'), {
      code: 'ECONNREFUSED',
      syscall: 'connect',
    });
    const both = new AggregateError([refused, refused], '');
    expect(classifyNetworkError(both)?.details['why']).toBe('refused');
    expect(hasNotConnected(both)).toBe(true);
  });

  test('what is no failure of the network stays what it is', () => {
    expect(classifyNetworkError(new TypeError('x is not a function'))).toBeNull();
    expect(classifyS3Error(new TypeError('x is not a function')).code).toBe('internal');
  });
});
