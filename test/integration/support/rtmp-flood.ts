import { RtmpClient } from '../../servers/rtmp-client.js';

const hello = Buffer.concat([Buffer.from([3]), Buffer.alloc(1536, 7)]);
const greetings: readonly Buffer[] = [
  Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
  // half-open: says nothing at all, or stops in the middle of the handshake
  Buffer.alloc(0),
  hello.subarray(0, 700),
  Buffer.concat([hello, Buffer.alloc(1536), Buffer.alloc(5000, 0xff)]),
];

/** Opens so many connections that talk garbage or nothing. Returns a function that lets go of them. */
export async function floodRtmp(port: number, sockets: number): Promise<() => void> {
  const flood: RtmpClient[] = [];
  for (let count = 0; count < sockets; count += 100) {
    const batch = await Promise.all(Array.from({ length: 100 }, () => RtmpClient.connect(port)));
    for (const [index, client] of batch.entries()) client.socket.write(greetings[index % greetings.length] ?? hello);
    flood.push(...batch);
  }
  return () => flood.forEach(({ socket }) => socket.destroy());
}

/** Says, one after the other, what is known to make node-media-server throw. Resolves when each was hung up on. */
export async function throwAtRtmp(port: number): Promise<void> {
  const attacks: ((client: RtmpClient) => void)[] = [
    (client) => client.command('connect', 1, { app: 'live', tcUrl: 'no url' }),
    (client) => client.command('connect', 1, null),
    (client) => client.message(20, 0, Buffer.from([2, 0, 7, ...Buffer.from('connect'), 3, 0, 5])),
    (client) => client.message(9, 0, Buffer.from([0x17, 1, 0, 0, 0])),
    (client) => client.command('publish', 3, null, '../../etc/passwd', 'live'),
  ];
  for (const attack of attacks) {
    const client = await RtmpClient.connect(port);
    await client.handshake();
    attack(client);
    await client.closed;
  }
}
