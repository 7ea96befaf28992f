import amf from 'node-media-server/src/protocol/amf.js';
import type { SourceInfo } from '../../../shared/domain.js';
import { parseAacConfig } from '../codec/aac-config.js';
import type { FlvTag } from '../codec/flv-tag.js';
import { parseAvcConfig } from '../codec/h264-config.js';
import { parseHevcConfig } from '../codec/hevc-config.js';
import type { VideoConfig } from '../codec/video-config.js';

export type ProbeResult =
  | { readonly kind: 'source'; readonly info: SourceInfo }
  | { readonly kind: 'no-video' }
  | { readonly kind: 'unreadable-video'; readonly codec: string };

interface Announcement {
  readonly video: boolean;
  readonly audio: boolean;
  readonly width: number | null;
  readonly height: number | null;
  readonly fps: number | null;
  readonly videoBitrate: number | null;
  readonly audioBitrate: number | null;
}

function positive(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null;
}

function kilobits(value: unknown): number | null {
  const rate = positive(value);
  return rate === null ? null : Math.round(rate * 1000);
}

/** Reads an `onMetaData` message. Null when it is something else or malformed: a client's metadata is only a hint. */
function readAnnouncement(message: Buffer): Announcement | null {
  let data: unknown;
  try {
    const decoded = amf.decodeAmf0Data(message);
    if (decoded.cmd !== '@setDataFrame' && decoded.cmd !== 'onMetaData') return null;
    data = decoded.dataObj;
  } catch {
    return null;
  }
  if (typeof data !== 'object' || data === null) return null;
  const fields = new Map<string, unknown>(Object.entries(data));
  const fps = positive(fields.get('framerate')) ?? positive(fields.get('fps'));
  return {
    video: fields.has('videocodecid'),
    audio: fields.has('audiocodecid'),
    width: positive(fields.get('width')),
    height: positive(fields.get('height')),
    fps: fps === null || fps > 480 ? null : Math.round(fps * 1000) / 1000,
    videoBitrate: kilobits(fields.get('videodatarate')),
    audioBitrate: kilobits(fields.get('audiodatarate')),
  };
}

const emptyConfig: VideoConfig = { profile: null, pixelFormat: null, width: null, height: null, fps: null };

/**
 * Finds out what comes in from metadata and sequence headers. It settles once: as soon as the announced tracks have shown
 * their headers (without metadata: as soon as there are both), or when told that the wait is over.
 */
export class SourceProbe {
  readonly #onSettled: (result: ProbeResult) => void;
  #announced: Announcement | null = null;
  #videoCodec: string | null = null;
  #video: VideoConfig | null = null;
  #audio: { codec: string; sampleRate: number | null; channels: number | null } | null = null;
  #isSettled = false;

  constructor(onSettled: (result: ProbeResult) => void) {
    this.#onSettled = onSettled;
  }

  addScript(message: Buffer): void {
    const announcement = readAnnouncement(message);
    if (announcement === null) return;
    this.#announced = announcement;
    this.#trySettle();
  }

  addTag(tag: FlvTag): void {
    if (this.#isSettled || tag.role === 'other') return;
    if (tag.kind === 'video') this.#addVideo(tag.codec, tag.role === 'header', tag.body);
    else if (tag.role === 'header' || tag.sampleRate !== null) {
      const isAac = tag.codec === 'aac';
      const config = isAac ? parseAacConfig(tag.body) : tag.codec === 'opus' ? this.#readOpus(tag.body) : null;
      this.#audio = {
        codec: tag.codec,
        sampleRate: config?.sampleRate ?? tag.sampleRate,
        channels: config?.channels ?? tag.channels,
      };
    }
    this.#trySettle();
  }

  /** The wait is over: settles with what is there. */
  expire(): void {
    const codec = this.#videoCodec;
    if (this.#video !== null && this.#size() !== null) this.#settleWithSource();
    else this.#settle(codec === null ? { kind: 'no-video' } : { kind: 'unreadable-video', codec });
  }

  #addVideo(codec: string, isHeader: boolean, body: Uint8Array): void {
    this.#videoCodec = codec;
    if (isHeader) {
      this.#video =
        codec === 'h264' ? parseAvcConfig(body) : codec === 'hevc' ? parseHevcConfig(body) : { ...emptyConfig };
    } else if (this.#video === null && codec !== 'h264' && codec !== 'hevc' && codec !== 'unknown') {
      // Codecs without a sequence header: the size can only come from the metadata.
      this.#video = { ...emptyConfig };
    }
  }

  /** OpusHead (RFC 7845 §5.1). Opus is always decoded at 48 kHz. */
  #readOpus(head: Uint8Array): { sampleRate: number; channels: number | null } {
    return { sampleRate: 48_000, channels: head[9] ?? null };
  }

  #size(): { width: number; height: number } | null {
    const width = this.#video?.width ?? this.#announced?.width ?? null;
    const height = this.#video?.height ?? this.#announced?.height ?? null;
    return width === null || height === null ? null : { width: Math.round(width), height: Math.round(height) };
  }

  #trySettle(): void {
    if (this.#video === null || this.#size() === null) return;
    const needsAudio = this.#announced === null || !this.#announced.video || this.#announced.audio;
    if (this.#audio !== null || !needsAudio) this.#settleWithSource();
  }

  #settleWithSource(): void {
    const size = this.#size();
    if (this.#video === null || this.#videoCodec === null || size === null) return;
    this.#settle({
      kind: 'source',
      info: {
        video: {
          codec: this.#videoCodec,
          profile: this.#video.profile,
          pixelFormat: this.#video.pixelFormat,
          ...size,
          fps: this.#announced?.fps ?? this.#video.fps,
          gopSeconds: null,
          bitrate: this.#announced?.videoBitrate ?? null,
        },
        audio: this.#audio === null ? null : { ...this.#audio, bitrate: this.#announced?.audioBitrate ?? null },
      },
    });
  }

  #settle(result: ProbeResult): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#onSettled(result);
  }
}
