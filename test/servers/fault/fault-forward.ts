import { Agent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';

/** Connections that rest this long are closed by us, before any server would: a race there looks like a fault. */
const idleMs = 4000;

/** Where requests go on to. */
export interface ForwardTarget {
  readonly hostname: string;
  readonly port: number;
  readonly agent: Agent;
}

export function createTarget(endpoint: string): ForwardTarget {
  const { hostname, port } = new URL(endpoint);
  return { hostname, port: Number(port === '' ? 80 : port), agent: new Agent({ keepAlive: true, timeout: idleMs }) };
}

export interface ForwardOptions {
  /** In place of the headers that came. */
  readonly rawHeaders?: readonly string[];
  /** The server gets no more of the body than this: then its connection breaks. */
  readonly cutAfterBytes?: number;
}

function breakOff(incoming: IncomingMessage, outgoing: ClientRequest, afterBytes: number): void {
  let left = afterBytes;
  incoming.on('data', (chunk: Buffer) => {
    if (left > 0) outgoing.write(chunk.subarray(0, left));
    left -= chunk.length;
    if (left <= 0) outgoing.destroy(new Error('Broken off, as it was wanted'));
  });
}

/**
 * Passes a request on, byte for byte: path and headers (Host too) as they came, so that its signature holds. Resolves with
 * the answer's head; rejects when the server breaks off, or `cutAfterBytes` does.
 */
export function forwardRequest(
  target: ForwardTarget,
  incoming: IncomingMessage,
  options: ForwardOptions = {},
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({
      hostname: target.hostname,
      port: target.port,
      agent: target.agent,
      method: incoming.method,
      path: incoming.url,
      setHost: false,
      // as a flat list they keep order, case and repeated names, and Node adds none
      headers: options.rawHeaders ?? incoming.rawHeaders,
    });
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
    incoming.once('error', () => outgoing.destroy());
    incoming.once('close', () => {
      if (!incoming.complete) outgoing.destroy();
    });
    if (options.cutAfterBytes === undefined) incoming.pipe(outgoing);
    else breakOff(incoming, outgoing, options.cutAfterBytes);
  });
}

/** Headers of an answer without those that are about the connection alone. */
export function answerHeaders(answer: IncomingMessage): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index < answer.rawHeaders.length; index += 2) {
    const [name = '', value = ''] = answer.rawHeaders.slice(index, index + 2);
    if (!/^(connection|keep-alive)$/i.test(name)) pairs.push([name, value]);
  }
  return pairs;
}
