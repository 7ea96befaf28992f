import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { BufferSource, EncodedPacketSink, Input, MATROSKA, type EncodedPacket, type InputTrack } from 'mediabunny';
import type { MediaPacket } from '../../../src/renderer/media/encode/media-packet.js';
import { MatroskaStream } from '../../../src/renderer/media/feed/matroska-stream.js';

/** A programme's clock does not begin with a stream of it. */
const beginsAtUs = 3_600_000_000;

/** The packets of a file with H.264 and Opus, in the order in which a studio's encoders give them. */
export async function packetsOf(file: string): Promise<MediaPacket[]> {
  const input = new Input({ source: new BufferSource(await readFile(file)), formats: [MATROSKA] });
  const video = await input.getPrimaryVideoTrack();
  const audio = await input.getPrimaryAudioTrack();
  const pictures = await video?.getDecoderConfig();
  const sound = await audio?.getDecoderConfig();
  if (video === null || audio === null || !pictures || !sound) throw new Error(`Expected two tracks in ${file}`);
  const packets: MediaPacket[] = [];
  for await (const { data, type, microsecondTimestamp: timestampUs, microsecondDuration: durationUs } of of(video)) {
    packets.push({ kind: 'video', data, isKey: type === 'key', timestampUs, durationUs, config: pictures });
  }
  for await (const { data, microsecondTimestamp: timestampUs, microsecondDuration: durationUs } of of(audio)) {
    packets.push({ kind: 'audio', data, timestampUs, durationUs, config: sound });
  }
  return packets.sort((a, b) => a.timestampUs - b.timestampUs);
}

const of = (track: InputTrack): AsyncGenerator<EncodedPacket> => new EncodedPacketSink(track).packets();

/** Sends packets at their own speed through the studio's own muxer, until all are sent or `signal` says so. */
export async function composedStream(
  packets: readonly MediaPacket[],
  onBytes: (bytes: Uint8Array) => void,
  signal: AbortSignal,
): Promise<void> {
  const stream = new MatroskaStream({
    codec: 'h264',
    onBytes,
    onError: (error) => {
      throw error;
    },
  });
  const startMs = performance.now();
  for (const packet of packets) {
    const dueMs = startMs + packet.timestampUs / 1000 - performance.now();
    if (dueMs > 1) await pause(dueMs);
    if (signal.aborted) break;
    stream.add({ ...packet, timestampUs: packet.timestampUs + beginsAtUs });
  }
  await stream.finish();
}
