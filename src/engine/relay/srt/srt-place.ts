import { AppError } from '../../../shared/errors.js';

/** Where an SRT server listens, and what the creator's address says beside that. */
export interface SrtPlace {
  /** A name or an address, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** Options as ffmpeg has them, names known and values numbers. */
  readonly options: readonly (readonly [name: string, value: number])[];
}

/** Options that a caller may set, with their least and greatest value (Haivision/srt, docs/API/API-socket-options.md). */
const ranges: Readonly<Record<string, readonly [least: number, most: number]>> = {
  latency: [0, 600_000_000],
  rcvlatency: [0, 600_000_000],
  peerlatency: [0, 600_000_000],
  tsbpddelay: [0, 600_000_000],
  pkt_size: [188, 1456],
  payload_size: [188, 1456],
  tlpktdrop: [0, 1],
  nakreport: [0, 1],
  enforced_encryption: [0, 1],
  pbkeylen: [0, 32],
  kmrefreshrate: [0, 2 ** 31 - 1],
  kmpreannounce: [0, 2 ** 31 - 1],
  mss: [76, 1500],
  ffs: [32, 1_000_000],
  ipttl: [1, 255],
  iptos: [0, 255],
  maxbw: [0, 1e12],
  inputbw: [0, 1e12],
  oheadbw: [5, 100],
  sndbuf: [65_536, 1e9],
  rcvbuf: [65_536, 1e9],
  send_buffer_size: [65_536, 1e9],
  recv_buffer_size: [65_536, 1e9],
  lossmaxttl: [0, 1_000_000],
};
/** What a relay does anyway. */
const given: Readonly<Record<string, string>> = { mode: 'caller', transtype: 'live', smoother: 'live' };
const latencies = /latency$|^tsbpddelay$/;
/** Above this a latency cannot be meant in milliseconds. */
const longestLatencyMs = 10_000;

/**
 * Reads `srt://host:port[?options]`. A latency is taken in milliseconds, as SRT's own tools have it, and from 10 000 on in
 * microseconds, as ffmpeg and OBS do. Throws `relay.invalid` with `details.why`; no value of the address is repeated.
 */
export function parseSrtPlace(text: string): SrtPlace {
  if (!/^srt:\/\/[\x21-\x7e]+$/i.test(text) || !URL.canParse(text)) throw invalid('not-an-address');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') throw invalid('credentials');
  const port = Number(url.port);
  if (url.hostname === '') throw invalid('host');
  if (port === 0) throw invalid('port');
  const options: [string, number][] = [];
  for (const [name, value] of url.searchParams) {
    if (Object.hasOwn(given, name) && given[name] === value) continue;
    options.push([name, optionValue(name, value)]);
  }
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port, options };
}

function optionValue(name: string, text: string): number {
  const range = Object.hasOwn(ranges, name) ? ranges[name] : undefined;
  // a name that is unknown is not repeated: it may be a secret in the wrong place
  if (range === undefined) throw invalid('unknown-option');
  const value = /^\d{1,13}$/.test(text) ? Number(text) : NaN;
  const scaled = latencies.test(name) && value < longestLatencyMs ? value * 1_000 : value;
  if (!(scaled >= range[0] && scaled <= range[1])) throw invalid(`value-of-${name}`);
  return scaled;
}

function invalid(why: string): AppError {
  return new AppError('relay.invalid', `Expected an address of an SRT server, got one with: ${why}`, {
    details: { field: 'url', why },
  });
}
