import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { boxesIn, descendantOf } from '../package/boxes.js';
import { malformed } from '../package/boxes.js';

/** How the samples behind an init segment are to be decoded. */
export interface TrackConfig {
  /** Two inits with the same fingerprint belong to one and the same stream: same codec, parameter sets, timescale. */
  readonly fingerprint: string;
  /** Sample entry: `avc1`, `hvc1`, `mp4a`, … */
  readonly entry: string;
}

/** Reads an init segment. Throws `package.malformed`, or what the file system says. */
export async function readTrackConfig(initFile: string): Promise<TrackConfig> {
  const bytes = await readFile(initFile);
  const moov = boxesIn(bytes, 0, bytes.length).find((box) => box.type === 'moov');
  const media = moov && descendantOf(bytes, moov, ['trak', 'mdia']);
  const header = media && descendantOf(bytes, media, ['mdhd']);
  const stsd = media && descendantOf(bytes, media, ['minf', 'stbl', 'stsd']);
  if (!header || !stsd) throw malformed('an init segment without description');
  const entry = boxesIn(bytes, stsd.contentStart + 8, stsd.end)[0];
  if (entry === undefined) throw malformed('an stsd without entry');
  const timescale = bytes.readUInt32BE(header.contentStart + (bytes.readUInt8(header.contentStart) === 1 ? 20 : 12));
  const description = createHash('sha256').update(bytes.subarray(stsd.start, stsd.end)).digest('hex');
  return { fingerprint: `${timescale}:${description}`, entry: entry.type };
}
