import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { resolveTarget } from '../s3/resolve-target.js';
import { readBack } from './public-check.js';
import { PublicVerifier, type StoredFile } from './public-verifier.js';
import { TurningClock } from './testing/turning-clock.js';

const page = Buffer.from('<!doctype html>');
let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let asked: string[];
let root: string;
const { signal } = new AbortController();

beforeEach(async () => {
  asked = [];
  answer = (_, response) => response.end(page);
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
});

const read = (): Promise<void> => readBack([{ url: `${root}/index.html`, expected: page }], signal);
const status =
  (code: number, body: string | Buffer = '') =>
  (_: IncomingMessage, response: ServerResponse): void =>
    void response.writeHead(code).end(body);

describe('readBack', () => {
  test('what viewers get is what was stored, compressed or not', async () => {
    await read();
    answer = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(page));
    await read();
  });

  test.each([
    [403, '', 'publish.not-public'],
    [401, '', 'publish.not-public'],
    [503, '', 'publish.server-error'],
    [429, '', 'publish.server-error'],
    [404, '', 'publish.public-url-elsewhere'],
    [200, '', 'publish.public-url-elsewhere'],
    [200, '<!doctype html>and more', 'publish.public-url-elsewhere'],
    [200, 'something else', 'publish.public-url-elsewhere'],
  ] as const)('%i %s: %s', async (code, body, error) => {
    answer = status(code, body);
    await expect(read()).rejects.toMatchObject({ code: error, details: { status: code } });
  });

  test('an answer without end is not read to its end', async () => {
    let sent = 0;
    answer = (_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
      };
      response.on('drain', more);
      more();
    };
    await expect(read()).rejects.toMatchObject({ code: 'publish.public-url-elsewhere' });
    expect(sent).toBeLessThan(50_000_000);
  });

  test('nobody there, or called off: unreachable', async () => {
    const called = AbortSignal.abort();
    await expect(readBack([{ url: root, expected: page }], called)).rejects.toMatchObject({
      code: 'publish.unreachable',
    });
    const gone = readBack([{ url: 'http://127.0.0.1:9/', expected: page }], signal);
    await expect(gone).rejects.toMatchObject({ code: 'publish.unreachable' });
  });
});

describe('on a slow line', () => {
  let flow: ServerResponse | null;
  let timer: { refresh: () => unknown };
  let heard: number;

  beforeEach(() => {
    flow = null;
    heard = 0;
    answer = (_, response) => {
      response.writeHead(200).flushHeaders();
      flow = response;
    };
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const real = globalThis.setTimeout;
    vi.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void, ms: number) => {
      const made = real(work, ms);
      const refresh = made.refresh.bind(made);
      timer = Object.assign(made, { refresh: () => ((heard += 1), refresh()) });
      return timer;
    }) as typeof setTimeout);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  /** Until the reader waits for its next piece, and has heard so many. */
  async function hasHeard(pieces: number): Promise<void> {
    while (heard <= pieces) await new Promise((resolve) => setImmediate(resolve));
  }

  test('a file may take long, as long as something comes', async () => {
    const reading = read();
    await hasHeard(0);
    for (const [index, byte] of page.entries()) {
      vi.advanceTimersByTime(7_000);
      flow?.write(Buffer.of(byte));
      await hasHeard(index + 1);
    }
    flow?.end();
    await reading;
  });

  test('silence is not waited for', async () => {
    const reading = read().catch((error: unknown) => error);
    await hasHeard(0);
    flow?.write(page.subarray(0, 3));
    await hasHeard(1);
    vi.advanceTimersByTime(8_000);
    expect(await reading).toMatchObject({ code: 'publish.unreachable' });
  });
});

describe('PublicVerifier', () => {
  let notices: string[];
  let clock: TurningClock;
  let publicUrl: string | null;
  let verifier: PublicVerifier;
  const files = (): Promise<readonly StoredFile[]> => Promise.resolve([{ path: 'live/b/1/a b+.html', expected: page }]);

  beforeEach(() => {
    clock = new TurningClock();
    publicUrl = root;
    notices = [];
    const config = { name: 'Test', provider: 'generic' as const, endpoint: root, region: null, bucket: 'show' };
    const keys = { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: null };
    verifier = new PublicVerifier(
      {
        target: () => ({
          ...resolveTarget({ ...config, prefix: 'my shows', pathStyle: true, publicUrl: root }, keys),
          publicUrl,
        }),
        keyOf: (file) => `my shows/${file}`,
        clock,
        signal,
      },
      (level, { code }) => notices.push(`${level} ${code}`),
    );
  });

  test('true once viewers get what was stored, at the URL that they are given', async () => {
    expect(await verifier.look(files)).toBe(true);
    expect(asked).toEqual(['/my%20shows/live/b/1/a%20b%2B.html']);
    expect(verifier.trouble).toBeNull();
  });

  test('nothing to read back proves nothing', async () => {
    expect(await verifier.look(() => Promise.resolve([]))).toBe(false);
    expect([verifier.trouble, asked]).toEqual([null, []]);
  });

  test('says why not, looks less often, and takes it back', async () => {
    answer = status(403);
    expect(await verifier.look(files)).toBe(false);
    expect(verifier.trouble?.code).toBe('publish.not-public');
    expect(await verifier.look(files)).toBe(false);
    expect(asked).toHaveLength(1);
    answer = (_, response) => response.end(page);
    await clock.run(1_000);
    expect(await verifier.look(files)).toBe(true);
    expect(verifier.trouble).toBeNull();
    // one failure may be a cache that is late
    expect(notices).toEqual([]);
  });

  test('two failures in a row are told, once for each reason, and that it is good at last', async () => {
    const looks = async (count: number): Promise<void> => {
      for (let look = 0; look < count; look += 1) {
        await verifier.look(files);
        await clock.run(8_000);
      }
    };
    answer = status(403);
    await looks(5);
    expect(notices).toEqual(['warning publish.not-public']);
    answer = status(404);
    await looks(3);
    expect(notices.slice(1)).toEqual(['warning publish.public-url-elsewhere']);
    answer = (_, response) => response.end(page);
    await looks(2);
    expect(notices.slice(2)).toEqual(['info publish.public-again']);
  });

  test('this computer without network says nothing about viewers, unless that lasts', async () => {
    publicUrl = 'http://127.0.0.1:9';
    const troubles: (string | undefined)[] = [];
    for (let look = 0; look < 3; look += 1) {
      await verifier.look(files);
      troubles.push(verifier.trouble?.code);
      await clock.run(10_000);
    }
    expect(troubles).toEqual([undefined, undefined, 'publish.unreachable']);
    expect(notices).toEqual(['warning publish.unreachable']);
  });

  test("what was read at an address that is not the viewers' any more proves nothing", async () => {
    answer = (_, response) => {
      publicUrl = `${root}/elsewhere`;
      response.end(page);
    };
    expect(await verifier.look(files)).toBe(false);
    answer = (_, response) => response.end(page);
    expect(await verifier.look(files)).toBe(true);
    expect(asked.at(-1)).toMatch(/^\/elsewhere\//);
  });

  test('a bucket whose public URL nobody knows', async () => {
    publicUrl = null;
    await verifier.look(files);
    expect(verifier.trouble?.code).toBe('destination.no-public-url');
  });
});
