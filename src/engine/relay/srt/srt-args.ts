import type { SrtAddress } from './call-listener.js';
import type { SrtPlace } from './srt-place.js';

export interface SrtArgsRequest {
  readonly place: SrtPlace;
  /** The one that answered. */
  readonly host: SrtAddress;
  readonly connectTimeoutMs: number;
  /** Holds what is secret; null: nothing is. */
  readonly presetFile: string | null;
}

/**
 * Arguments of the ffmpeg that sends one relay by SRT: FLV in, MPEG-TS out, packets copied. What is secret comes from the preset, because
 * arguments can be read by everybody on the machine.
 */
export function srtArgs({ place, host, connectTimeoutMs, presetFile }: SrtArgsRequest): string[] {
  const options = [
    ['mode', 'caller'],
    ...place.options,
    ['connect_timeout', connectTimeoutMs],
    ['timeout', connectTimeoutMs * 1_000],
  ];
  const query = options.map(([name, value]) => `${name}=${value}`).join('&');
  const address = host.family === 6 ? `[${host.address}]` : host.address;
  return [
    ...['-hide_banner', '-loglevel', 'level+warning', '-nostats', '-progress', 'pipe:1', '-stats_period', '0.5'],
    // no `nobuffer`: it loses what was read while probing, and with it the first GOP
    ...['-probesize', '500000', '-analyzeduration', '1000000', '-f', 'flv', '-i', 'pipe:0'],
    ...['-map', '0:V:0?', '-map', '0:a:0?', '-c', 'copy'],
    // a sound or picture that stays away for longer holds the other one back no more
    ...['-max_interleave_delta', '500000', '-flush_packets', '1'],
    ...(presetFile === null ? [] : ['-fpre', presetFile]),
    ...['-f', 'mpegts', `srt://${address}:${place.port}?${query}`],
  ];
}
