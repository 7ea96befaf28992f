import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { setBodyDeadline } from './body-deadline.js';

test('a body that does not come whole in time is cut, one that did is left alone', async () => {
  const timers = new Set<() => void>();
  const clock = {
    now: () => 0,
    monotonicMs: () => 0,
    after: (_delayMs: number, callback: () => void) => {
      timers.add(callback);
      return () => void timers.delete(callback);
    },
  };
  const server = createServer((request, response) => {
    setBodyDeadline(request, clock, 20_000);
    request.resume();
    request.once('end', () => response.end('whole'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const head = `POST / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\nContent-Length: 4\r\n\r\n`;
  try {
    const whole = connect(port, '127.0.0.1');
    whole.write(`${head}body`);
    let answer = '';
    for await (const chunk of whole) answer += String(chunk);
    expect(answer).toContain('whole');
    expect(timers.size).toBe(0);

    const slow = connect(port, '127.0.0.1');
    slow.on('error', () => undefined);
    const arrived = once(server, 'request');
    slow.write(`${head}bo`);
    const [request] = (await arrived) as [IncomingMessage];
    expect(timers.size).toBe(1);
    for (const ring of timers) ring();
    await once(slow, 'close');
    expect([request.complete, request.destroyed]).toEqual([false, true]);
  } finally {
    server.close();
  }
});
