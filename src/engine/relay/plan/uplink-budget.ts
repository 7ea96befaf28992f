import type { UplinkBudget } from '../../../shared/relays.js';

/** The rest is for retries and whatever else uses the line (as in publish/doctor/uplink-words.ts). */
const usableShare = 0.8;
/** Beside the media: TCP and IP (40 bytes of 1460), TLS (29 of 16384) and RTMP's chunk headers (1 of 4096). */
const overhead = 1.03;

export interface UplinkRequest {
  /** What publishing the ladder takes, bits per second; 0 when it stays on this computer. */
  readonly ladderBitsPerSecond: number;
  /** Null: a feed whose bitrate is not known yet; counts nothing, and `isComplete` says so. */
  readonly relays: readonly { readonly relayId: string; readonly bitrate: number | null }[];
  /** As measured. Null: not measured. */
  readonly uplinkBitsPerSecond: number | null;
}

/** Adds up what the ladder and the relays take, and says whether the line carries it. */
export function uplinkBudget({ ladderBitsPerSecond, relays, uplinkBitsPerSecond }: UplinkRequest): UplinkBudget {
  const rows = relays.map(({ relayId, bitrate }) => ({
    relayId,
    bitrate: bitrate === null ? null : Math.ceil(bitrate * overhead),
  }));
  const needed = rows.reduce((sum, { bitrate }) => sum + (bitrate ?? 0), Math.ceil(ladderBitsPerSecond));
  const usable = uplinkBitsPerSecond === null ? null : Math.floor(uplinkBitsPerSecond * usableShare);
  const fits = usable === null ? null : needed <= usable;
  return {
    ladder: Math.ceil(ladderBitsPerSecond),
    relays: rows,
    needed,
    measured: uplinkBitsPerSecond,
    usable,
    fits,
    isComplete: rows.every(({ bitrate }) => bitrate !== null),
    reason: fits === false ? { code: 'relay.uplink-short', details: { needed, usable } } : null,
  };
}
