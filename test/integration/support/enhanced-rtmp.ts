import { readFile } from 'node:fs/promises';
import { RtmpClient } from '../../servers/rtmp-client.js';
import type { Media } from './media.js';

const videoMessage = 9;
/** Enhanced RTMP (v1): the first byte is 1, the frame type in three bits, the packet type in four; then the FourCC. */
const keyFrame = 0x90;
const interFrame = 0xa0;
const sequenceStart = 0;
const codedFramesX = 3;
const accessUnitDelimiter = 35;

interface HevcStream {
  /** HEVCDecoderConfigurationRecord. */
  readonly config: Buffer;
  /** Access units with length-prefixed NAL units, in order. */
  readonly frames: readonly { readonly isKey: boolean; readonly data: Buffer }[];
}

/** A moving picture in HEVC without B-frames, a key frame every second. */
async function encode(media: Media, fps: number, seconds: number): Promise<HevcStream> {
  const source = ['-f', 'lavfi', '-i', `testsrc2=size=640x360:rate=${fps}:duration=${seconds}`, '-pix_fmt', 'yuv420p'];
  const params = `log-level=none:keyint=${fps}:min-keyint=${fps}:scenecut=0:bframes=0:aud=1`;
  const encoder = ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', params];
  const raw = await readFile(await media.make('stream.hevc', [...source, ...encoder]));
  const boxed = ['-i', media.file('stream.hevc'), '-c', 'copy', '-tag:v', 'hvc1'];
  const mp4 = await readFile(await media.make('stream.mp4', boxed));
  const at = mp4.indexOf('hvcC') - 4;
  const config = mp4.subarray(at + 8, at + mp4.readUInt32BE(at));
  return { config, frames: accessUnits(raw) };
}

function accessUnits(annexB: Buffer): HevcStream['frames'] {
  const units: { isKey: boolean; parts: Buffer[] }[] = [];
  for (const nal of nalUnits(annexB)) {
    const type = ((nal[0] ?? 0) >> 1) & 0x3f;
    if (type === accessUnitDelimiter) units.push({ isKey: false, parts: [] });
    const unit = units.at(-1);
    if (unit === undefined) continue;
    if (type >= 16 && type <= 21) unit.isKey = true;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(nal.length);
    unit.parts.push(length, nal);
  }
  return units.map(({ isKey, parts }) => ({ isKey, data: Buffer.concat(parts) }));
}

function nalUnits(annexB: Buffer): Buffer[] {
  const startCode = Buffer.from([0, 0, 1]);
  const units: Buffer[] = [];
  for (let from = annexB.indexOf(startCode); from >= 0;) {
    const next = annexB.indexOf(startCode, from + 3);
    const end = next < 0 ? annexB.length : annexB[next - 1] === 0 ? next - 1 : next;
    units.push(annexB.subarray(from + 3, end));
    from = next;
  }
  return units;
}

/** Connects and sends HEVC as an encoder with enhanced RTMP does, at once; stays connected. */
export async function sendEnhancedHevc(media: Media, port: number, key: string): Promise<RtmpClient> {
  const fps = 15;
  const { config, frames } = await encode(media, fps, 4);
  const client = await RtmpClient.connect(port);
  await client.open();
  client.command('publish', 3, null, key, 'live');
  await client.hears('NetStream.Publish.Start');
  client.setChunkSize(65_536);
  const send = (head: number, timestampMs: number, body: Buffer): void =>
    client.message(videoMessage, timestampMs, Buffer.concat([Buffer.from([head]), Buffer.from('hvc1'), body]), 1);
  send(keyFrame | sequenceStart, 0, config);
  for (const [index, { isKey, data }] of frames.entries()) {
    send((isKey ? keyFrame : interFrame) | codedFramesX, Math.round((index * 1000) / fps), data);
  }
  return client;
}
