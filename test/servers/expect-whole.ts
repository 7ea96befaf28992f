import { expect } from 'vitest';
import type { PacketLine } from './rtmp-fixture.js';

const contentOf = (packets: readonly PacketLine[], stream: number): string[] =>
  packets.filter((packet) => packet.stream === stream).map(({ size, crc }) => `${String(size)} ${crc}`);

/**
 * A pull that ran to the end has everything from one of the source's IDRs on, picture and sound, packet by packet. From which
 * one depends on when ffmpeg came up: a busy machine takes its time.
 */
export function expectWhole(pulled: readonly PacketLine[], all: readonly PacketLine[], gopFrames: number): void {
  const video = all.filter(({ stream }) => stream === 0);
  const start = video.length - pulled.filter(({ stream }) => stream === 0).length;
  expect(start % gopFrames).toBe(0);
  const startMs = video[start]?.dtsMs ?? Infinity;
  const expected = all.filter(({ dtsMs }) => dtsMs >= startMs);
  for (const stream of [0, 1]) expect(contentOf(pulled, stream)).toEqual(contentOf(expected, stream));
}
