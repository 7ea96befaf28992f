import type { SourceInfo } from '../../../shared/domain.js';

export type VideoFields = NonNullable<SourceInfo['video']> & { readonly interlaced: boolean };

/** Frame rates above this are the container's clock, not the picture's. */
const maxFps = 480;

/** Splits the description of a stream at its commas, but not inside parentheses or brackets. */
export function splitFields(text: string): string[] {
  const fields: string[] = [];
  let depth = 0;
  let from = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '(' || character === '[') depth += 1;
    else if (character === ')' || character === ']') depth = Math.max(0, depth - 1);
    else if (character === ',' && depth === 0) {
      fields.push(text.slice(from, index).trim());
      from = index + 1;
    }
  }
  return [...fields, text.slice(from).trim()];
}

/** Reads e.g. `h264 (High) (avc1 / 0x31637661)`, `yuv420p(tv, progressive)`, `1280x720 [SAR 1:1]`, `30 fps`. Null without a size. */
export function parseVideoFields(fields: readonly string[]): VideoFields | null {
  const [codecField = '', ...rest] = fields;
  const size = firstMatch(rest, /^(\d+)x(\d+)(?: |$)/);
  const width = Number(size?.[1] ?? 0);
  const height = Number(size?.[2] ?? 0);
  if (width === 0 || height === 0) return null;
  const { codec, profile } = parseCodec(codecField);
  const pixels = /^([a-z0-9]+)(?:\((.*)\))?$/.exec(rest[0] ?? '');
  const pixelFormat = pixels?.[1] ?? null;
  return {
    codec,
    profile,
    pixelFormat: pixelFormat === 'none' ? null : pixelFormat,
    width,
    height,
    fps: parseRate(rest, 'fps') ?? parseRate(rest, 'tbr'),
    gopSeconds: null,
    bitrate: parseBitrate(rest),
    interlaced: /\b(top|bottom)\b/.test(pixels?.[2] ?? ''),
  };
}

/** Reads e.g. `aac (LC) (mp4a / 0x6134706D)`, `48000 Hz`, `stereo`, `fltp`, `128 kb/s (default)`. Null without a sample rate. */
export function parseAudioFields(fields: readonly string[]): SourceInfo['audio'] {
  const [codecField = '', ...rest] = fields;
  const sampleRate = Number(firstMatch(rest, /^(\d+) Hz$/)?.[1] ?? 0);
  if (sampleRate === 0) return null;
  const { codec, profile } = parseCodec(codecField);
  const isOtherAac = codec === 'aac' && profile !== null && profile !== 'LC';
  const layout = rest[rest.findIndex((field) => field.endsWith(' Hz')) + 1] ?? '';
  return {
    codec: isOtherAac ? `aac-${profile.toLowerCase()}` : codec,
    sampleRate,
    channels: channelsOf(layout),
    bitrate: parseBitrate(rest),
  };
}

function parseCodec(field: string): { codec: string; profile: string | null } {
  const codec = /^\S+/.exec(field)?.[0] ?? 'unknown';
  const profile = /^\S+(?: \(lib\w+\))? \(([^()]+)\)/.exec(field)?.[1] ?? null;
  // What has a slash is the container's four-letter code.
  return { codec, profile: profile?.includes(' / ') === true ? null : profile };
}

function channelsOf(layout: string): number | null {
  const named: Readonly<Record<string, number>> = {
    mono: 1,
    stereo: 2,
    downmix: 2,
    quad: 4,
    hexagonal: 6,
    octagonal: 8,
  };
  const name = layout.replace(/\(.*$/, '').trim();
  const counted = /^(\d+) channels?/.exec(layout)?.[1];
  const [, main, low] = /^(\d)\.(\d)/.exec(name) ?? [];
  if (counted !== undefined) return Number(counted);
  return main === undefined ? (named[name] ?? null) : Number(main) + Number(low);
}

function parseRate(fields: readonly string[], unit: 'fps' | 'tbr'): number | null {
  const [, digits, kilo] = firstMatch(fields, new RegExp(`^([\\d.]+)(k?) ${unit}\\b`)) ?? [];
  if (digits === undefined) return null;
  const rate = Number(digits) * (kilo === 'k' ? 1000 : 1);
  return rate > 0 && rate <= maxFps ? rate : null;
}

function parseBitrate(fields: readonly string[]): number | null {
  const kilobits = Number(firstMatch(fields, /^(\d+) kb\/s\b/)?.[1] ?? 0);
  return kilobits > 0 ? kilobits * 1000 : null;
}

function firstMatch(fields: readonly string[], pattern: RegExp): RegExpExecArray | null {
  for (const field of fields) {
    const match = pattern.exec(field);
    if (match !== null) return match;
  }
  return null;
}
