import { MessageChannel } from 'node:worker_threads';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseVideoTag } from '../../ingest/codec/flv-tag.js';
import type { RelayFeedAnswer, RelayFeedMessage, RelayTag } from '../relay-tag.js';
import { asEnhancedHevc } from './enhanced-hevc.js';
import { enhancedPort } from './enhanced-port.js';

const bodies = fc.uint8Array({ maxLength: 64 });

test('HEVC of the old form is the same record, time and NAL units in the new one', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(1, 2),
      fc.constantFrom(0, 1),
      fc.integer({ min: 0, max: 0xff_ffff }),
      bodies,
      (...made) => {
        const [frameType, packetType, composition, body] = made;
        const cts = [(composition >> 16) & 255, (composition >> 8) & 255, composition & 255];
        const legacy = Uint8Array.from([(frameType << 4) | 12, packetType, ...cts, ...body]);
        const enhanced = asEnhancedHevc(legacy);
        const [before, after] = [parseVideoTag(legacy), parseVideoTag(enhanced)];
        expect(after).toEqual(before);
        expect(after).toMatchObject({ codec: 'hevc', role: packetType === 0 ? 'header' : 'frame' });
        expect(Buffer.from(enhanced.subarray(1, 5)).toString()).toBe('hvc1');
        // enhanced RTMP v1: coded frames have their composition time, a sequence start has none
        if (packetType === 1) expect([...enhanced.subarray(5, 8)]).toEqual(cts);
        expect(asEnhancedHevc(enhanced)).toBe(enhanced);
      },
    ),
  );
});

test('everything else is left as it is, the very same bytes', () => {
  fc.assert(
    fc.property(bodies, (data) => {
      fc.pre(((data[0] ?? 0) & 0x8f) !== 12);
      expect(asEnhancedHevc(data)).toBe(data);
    }),
  );
});

test("a feed's tags are passed on in the new form, and answered for in the sender's bytes", async () => {
  const { port1, port2: sender } = new MessageChannel();
  const reader = enhancedPort(port1);
  const answers: number[] = [];
  sender.on('message', ({ bytes }: RelayFeedAnswer) => answers.push(bytes));
  const tags: RelayTag[] = [
    { type: 9, timestampMs: 0, data: Uint8Array.from([0x1c, 0, 0, 0, 0, 7, 7]) },
    { type: 9, timestampMs: 0, data: Uint8Array.from([0x1c, 1, 0, 0, 40, 8]) },
    { type: 8, timestampMs: 5, data: Uint8Array.from([0xaf, 1, 9]) },
  ];
  const read: RelayTag[] = [];
  const ended = new Promise<void>((resolve) => {
    reader.on('message', (message: RelayFeedMessage) => {
      if (message.type === 'end') return resolve();
      read.push(...message.tags);
      for (const { data } of message.tags) {
        reader.postMessage({ type: 'taken', bytes: data.length } satisfies RelayFeedAnswer);
      }
    });
  });
  for (const tag of tags) sender.postMessage({ type: 'tags', tags: [tag] } satisfies RelayFeedMessage);
  while (answers.length < tags.length) await new Promise(setImmediate);
  expect(answers).toEqual(tags.map(({ data }) => data.length));
  sender.postMessage({ type: 'end' } satisfies RelayFeedMessage);
  await ended;
  expect(read.map(({ data }) => [...data])).toEqual([
    [0x90, ...Buffer.from('hvc1'), 7, 7],
    [0x91, ...Buffer.from('hvc1'), 0, 0, 40, 8],
    [0xaf, 1, 9],
  ]);
  sender.close();
});

test('a reader that hangs up is known to the sender, and a sender that dies to the reader', async () => {
  const closed = (port: { once(event: 'close', listener: () => void): unknown }): Promise<void> =>
    new Promise((resolve) => port.once('close', resolve));
  const first = new MessageChannel();
  const senderHears = closed(first.port2);
  enhancedPort(first.port1).close();
  await senderHears;
  const second = new MessageChannel();
  const reader = enhancedPort(second.port1);
  const readerHears = closed(reader);
  reader.start();
  second.port2.close();
  await readerHears;
});
