import { boxesIn, childOf, descendantOf, makeBox, malformed, type Box } from './boxes.js';
import { codecString } from './codec-string.js';
import type { TrackInfo } from './sample.js';

/**
 * Reads a moov with exactly one track (the transcoder makes one output per rendition).
 * Throws `package.malformed`.
 */
export function parseInitSegment(buffer: Buffer, moov: Box): TrackInfo {
  const tracks = boxesIn(buffer, moov.contentStart, moov.end).filter((box) => box.type === 'trak');
  const track = tracks[0];
  if (track === undefined || tracks.length !== 1) throw malformed(`a moov with ${tracks.length} tracks`);
  const handler = need(descendantOf(buffer, track, ['mdia', 'hdlr']), 'hdlr');
  const mdhd = need(descendantOf(buffer, track, ['mdia', 'mdhd']), 'mdhd');
  const stsd = need(descendantOf(buffer, track, ['mdia', 'minf', 'stbl', 'stsd']), 'stsd');
  const entry = boxesIn(buffer, stsd.contentStart + 8, stsd.end)[0];
  if (entry === undefined) throw malformed('an stsd without entry');
  const kind = handlerKind(buffer.toString('latin1', handler.contentStart + 8, handler.contentStart + 12));
  const isVideo = kind === 'video';
  const at = entry.contentStart;
  return {
    kind,
    ...readTrex(buffer, moov),
    timescale: buffer.readUInt32BE(mdhd.contentStart + (buffer.readUInt8(mdhd.contentStart) === 1 ? 20 : 12)),
    codecs: codecString(buffer, entry),
    width: isVideo ? buffer.readUInt16BE(at + 24) : null,
    height: isVideo ? buffer.readUInt16BE(at + 26) : null,
    sampleRate: isVideo ? null : buffer.readUInt16BE(at + 24),
    channels: isVideo ? null : buffer.readUInt16BE(at + 16),
  };
}

/** An init segment with the CMAF brands in front of ffmpeg's moov (ISO/IEC 23000-19 §7.2). */
export function makeInitSegment(moov: Buffer): Buffer {
  const brands = Buffer.from('iso6\0\0\0\0iso6cmfcmp41', 'latin1');
  return Buffer.concat([makeBox('ftyp', brands), moov]);
}

function readTrex(buffer: Buffer, moov: Box): Pick<TrackInfo, 'trackId' | 'defaults'> {
  const mvex = need(childOf(buffer, moov, 'mvex'), 'mvex');
  const trex = need(childOf(buffer, mvex, 'trex'), 'trex');
  const at = trex.contentStart + 4;
  if (trex.end - at < 20) throw malformed('a short trex');
  return {
    trackId: buffer.readUInt32BE(at),
    defaults: {
      duration: buffer.readUInt32BE(at + 8),
      size: buffer.readUInt32BE(at + 12),
      flags: buffer.readUInt32BE(at + 16),
    },
  };
}

function handlerKind(handler: string): 'video' | 'audio' {
  if (handler === 'vide') return 'video';
  if (handler === 'soun') return 'audio';
  throw malformed(`a track of handler '${handler}'`);
}

function need(box: Box | null, type: string): Box {
  if (box === null) throw malformed(`a moov without '${type}'`);
  return box;
}
