import { readFile } from 'node:fs/promises';
import type { MessagePort } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readFlvTags, type FlvFileTag } from '../../../test/servers/flv-file.js';
import { nextPublish, RtmpFixture } from '../../../test/servers/rtmp-fixture.js';
import type { RelayFeedAnswer, RelayFeedMessage, RelayTag } from '../relay/relay-tag.js';
import { parseVideoTag } from './codec/flv-tag.js';

let fixture: RtmpFixture;
/** 6 s, a keyframe every 2 s. */
let source: string;
let sourceTags: FlvFileTag[];

beforeAll(async () => {
  fixture = await RtmpFixture.create();
  source = await fixture.encode('source.flv', [
    ...['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=15:duration=6'],
    ...['-f', 'lavfi', '-i', 'sine=440:sample_rate=44100:duration=6'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '30', '-keyint_min', '30', '-sc_threshold', '0'],
    ...['-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '64k'],
  ]);
  sourceTags = readFlvTags(await readFile(source));
});
afterEach(() => fixture.stop());
afterAll(() => fixture.remove());

/** Reads a tap to its end, or until it is closed on us. */
class TapReader {
  readonly tags: RelayTag[] = [];
  readonly ended: Promise<'end' | 'closed'>;
  #hasEnded = false;

  constructor(port: MessagePort, options: { readonly answers: boolean }) {
    this.ended = new Promise((resolve) => {
      port.on('message', (message: RelayFeedMessage) => {
        if (message.type === 'end') {
          this.#hasEnded = true;
          return;
        }
        this.tags.push(...message.tags);
        const bytes = message.tags.reduce((sum, { data }) => sum + data.length, 0);
        if (options.answers) port.postMessage({ type: 'taken', bytes } satisfies RelayFeedAnswer);
      });
      port.once('close', () => resolve(this.#hasEnded ? 'end' : 'closed'));
    });
  }
}

/** Sound and picture of one type with their decoder configurations, as text to compare. */
const media = (tags: readonly { type: number; timestampMs: number; data: Uint8Array }[], type: number): string[] =>
  tags
    .filter((tag) => tag.type === type)
    .map(({ timestampMs, data }) => `${String(timestampMs)} ${Buffer.from(data).toString('base64')}`);

describe('a tap', () => {
  test('gets the very packets that the encoder sent, and the end', async () => {
    const server = await fixture.server();
    const published = nextPublish(server);
    fixture.push(server, source, { readRate: 3 });
    const tap = new TapReader((await published).tap(), { answers: true });
    expect(await tap.ended).toBe('end');
    expect(tap.tags[0]?.type).toBe(18);
    for (const type of [8, 9]) {
      const sent = media(sourceTags, type);
      const taken = media(tap.tags, type);
      // the end-of-sequence tag of the file's own end is sent as well
      expect(taken).toEqual(sent);
    }
  });

  test('that comes late starts with the configurations and the newest keyframe', async () => {
    const server = await fixture.server();
    const published = nextPublish(server);
    fixture.push(server, source, { readRate: 1 });
    const session = await published;
    await new Promise<void>((resolve) => {
      session.onFigures(({ newestTimestampMs }) => newestTimestampMs > 3_000 && resolve());
    });
    const tap = new TapReader(session.tap(), { answers: true });
    expect(await tap.ended).toBe('end');
    const pictures = tap.tags.filter(({ type }) => type === 9);
    const [header, first] = pictures.map(({ data }) => parseVideoTag(data));
    expect(header?.role).toBe('header');
    expect(first).toMatchObject({ role: 'frame', isKeyframe: true });
    const start = pictures[1]?.timestampMs ?? 0;
    expect(start).toBeGreaterThan(1_000);
    const sent = media(sourceTags, 9).filter((line) => Number(line.split(' ')[0]) >= start);
    expect(media(tap.tags, 9).slice(1)).toEqual(sent);
  });

  test('of a session that is over ends at once', async () => {
    const server = await fixture.server();
    const published = nextPublish(server);
    const encoder = fixture.push(server, source, { readRate: 1 });
    const session = await published;
    encoder.kill('SIGKILL');
    await session.ended;
    expect(await new TapReader(session.tap(), { answers: true }).ended).toBe('end');
  });

  test('that takes nothing is closed, and another one is none the worse', async () => {
    const server = await fixture.server({ limits: { tapQueueBytes: 100_000 } });
    const published = nextPublish(server);
    fixture.push(server, source, { readRate: 3 });
    const session = await published;
    const [silent, good] = [
      new TapReader(session.tap(), { answers: false }),
      new TapReader(session.tap(), { answers: true }),
    ];
    expect(await silent.ended).toBe('closed');
    expect(await good.ended).toBe('end');
    expect(media(good.tags, 9)).toEqual(media(sourceTags, 9));
    expect(fixture.log.lines.join('\n')).toContain('closed a tap');
  });
});
