/** What the first seconds of a picture track show. */
export interface PacketFigures {
  /** The longest time from one key frame to the next, or to the end of what was read; null without a key frame. */
  readonly gopSeconds: number | null;
  /** Bits per second; null when too little was read. */
  readonly bitrate: number | null;
}

const keyFlag = 1;
/** Less than this says nothing about a bitrate. */
const shortestSpanSeconds = 0.5;

/**
 * Reads what `-c copy -f framecrc` writes of one track: `#tb 0: 1/90000`, then a line per packet, `stream, dts, pts,
 * duration, size, checksum`, with `F=0x…` only where its flags are others than "key".
 */
export function parsePackets(lines: readonly string[]): PacketFigures {
  let secondsPerTick = 0;
  let first: number | null = null;
  let end = 0;
  let lastKey: number | null = null;
  let longest = 0;
  let bytes = 0;
  for (const line of lines) {
    const timeBase = /^#tb 0: (\d+)\/(\d+)/.exec(line);
    if (timeBase !== null) secondsPerTick = Number(timeBase[1]) / Number(timeBase[2]);
    const packet = /^0,\s*(-?\d+),\s*-?\d+,\s*(\d+),\s*(\d+),\s*0x[0-9a-f]+(?:,\s*F=0x([0-9a-f]+))?/i.exec(line);
    if (packet === null) continue;
    const dts = Number(packet[1]) * secondsPerTick;
    first ??= dts;
    end = dts + Number(packet[2]) * secondsPerTick;
    bytes += Number(packet[3]);
    const isKey = packet[4] === undefined || (Number.parseInt(packet[4], 16) & keyFlag) !== 0;
    if (!isKey) continue;
    if (lastKey !== null) longest = Math.max(longest, dts - lastKey);
    lastKey = dts;
  }
  if (first === null || lastKey === null) return { gopSeconds: null, bitrate: null };
  const span = end - first;
  return {
    gopSeconds: Math.max(longest, end - lastKey),
    bitrate: span >= shortestSpanSeconds ? Math.round((bytes * 8) / span) : null,
  };
}
