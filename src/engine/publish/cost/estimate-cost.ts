import { isLowLatency } from '../../../shared/low-latency.js';
import type { ProviderPrices } from '../s3/provider-profile.js';
import { egressUsd, requestsUsd, storageUsdPerMonth } from './requests-usd.js';

/** What a broadcast is made of, as far as its cost goes. */
export interface CostRequest {
  /** List prices of the provider; null: unknown. */
  readonly prices: ProviderPrices | null;
  /** One per rendition, the sound among them. Bits per second, average. */
  readonly renditions: readonly { readonly bitrate: number }[];
  /** Target duration of a segment. */
  readonly segmentSeconds: number;
  /** Writes of one key lie at least this far apart, milliseconds. */
  readonly minKeyIntervalMs: number;
  /** Viewers at once, on average, who read straight from the bucket. Behind a CDN it is close to none. Default 0. */
  readonly viewers?: number;
  readonly hours: number;
}

export interface CostEstimate {
  readonly perHour: {
    /** Billed writes: segments, playlists, the channel's files. */
    readonly puts: number;
    /** Billed reads: what Headwater and the viewers ask for. */
    readonly gets: number;
    /** Bytes that go up: media and playlists. */
    readonly bytesSent: number;
    /** Bytes that viewers take down. */
    readonly bytesServed: number;
    /** Bytes that stay in the bucket. */
    readonly storedBytes: number;
    /** Requests and downloads, US dollars; without storage, which is billed by the month. */
    readonly usd: number | null;
  };
  /** Of the whole broadcast. */
  readonly total: { readonly usd: number | null; readonly storedBytes: number };
  /** What keeping the recording costs from then on, US dollars a month. */
  readonly storagePerMonthUsd: number | null;
  /** Bits per second that the line must carry upwards. */
  readonly uplinkBitrate: number;
}

/** Playlists are at most this share of the media (decision 0009), pages and headers the rest. */
const overheadShare = 0.02;
/** The whole history is written anew so seldom, for every rendition. */
const historySeconds = 120;
/** What DASH players read is written so often. */
const dashSeconds = 4;
/** The lease on the channel is renewed so often. */
const leaseSeconds = 5;
/** Pages and facts of the channel and the broadcast, masters: written when something changes. */
const pagesPerHour = 60;
/** What was published is read back through the public URL when it begins and when it is complete. */
const readBacksPerRendition = 2;
/** A player reads one video rendition and the sound. */
const renditionsOfViewer = 2;
/** Where segments are asked for by name, a playlist is read so seldom (viewer/edge/edge-track.ts). */
const edgePlaylistSeconds = 5;

/**
 * What a broadcast will cost at its provider, before it begins: requests and bytes of an hour, dollars (null where no
 * prices are known), and the line that the ladder needs. An estimate; what is billed is counted by CostMeter.
 */
export function estimateCost(request: CostRequest): CostEstimate {
  const { prices, renditions, segmentSeconds, hours } = request;
  const viewers = request.viewers ?? 0;
  const bitrate = renditions.reduce((sum, rendition) => sum + rendition.bitrate, 0);
  const segments = 3600 / segmentSeconds;
  // A playlist is written for each segment, but never more often than the provider takes it.
  const playlistWrites = Math.min(segments, 3_600_000 / Math.max(1, request.minKeyIntervalMs));
  const playlistReads = isLowLatency({ segmentSeconds }) ? 3600 / edgePlaylistSeconds : segments;
  const perRendition = segments + playlistWrites + 3600 / historySeconds;
  const whole = 3600 / leaseSeconds + 3600 / Math.max(segmentSeconds, dashSeconds) + pagesPerHour;
  const puts = renditions.length === 0 ? 0 : renditions.length * perRendition + whole;
  const ownGets = (renditions.length * readBacksPerRendition) / hours;
  const mediaBytes = (bitrate / 8) * 3600;
  const bytesServed = viewers * servedBytes(renditions);
  const gets = ownGets + viewers * renditionsOfViewer * (segments + playlistReads);
  const usd = prices === null ? null : requestsUsd(prices, { puts, gets }) + egressUsd(prices, bytesServed);
  const storedBytes = mediaBytes * hours;
  return {
    perHour: { puts, gets, bytesSent: mediaBytes * (1 + overheadShare), bytesServed, storedBytes: mediaBytes, usd },
    total: { usd: usd === null ? null : usd * hours, storedBytes },
    storagePerMonthUsd: prices === null ? null : storageUsdPerMonth(prices, storedBytes),
    uplinkBitrate: bitrate * (1 + overheadShare),
  };
}

/** Bytes of an hour for a viewer with a good line, who watches the best rendition: the dearest case. */
function servedBytes(renditions: readonly { readonly bitrate: number }[]): number {
  const best = Math.max(0, ...renditions.map((rendition) => rendition.bitrate));
  return (best / 8) * 3600 * (1 + overheadShare);
}
