import path from 'node:path';

/**
 * The bucket layout, on disk and at every destination (`/`-separated, below the archive's root or the bucket's prefix):
 * `<channel>/b/<broadcast>/<rendition>/<sequence>.m4s`.
 */
export const layout = {
  channel: (channel: string): string => channel,
  broadcast: (channel: string, broadcastId: string): string => `${channel}/b/${broadcastId}`,
  rendition: (channel: string, broadcastId: string, rendition: string): string =>
    `${channel}/b/${broadcastId}/${rendition}`,
} as const;

export const fileNames = {
  init: (init: number): string => `init-${init}.mp4`,
  segment: (sequence: number): string => `${sequence}.m4s`,
  /** A segment that is still being written: no server shows it, repair closes it. */
  openSegment: (sequence: number): string => `${sequence}.m4s.open`,
  live: 'index.m3u8',
  dvr: 'dvr.m3u8',
  master: 'master.m3u8',
  /** For DASH players: the same segments. */
  dash: 'manifest.mpd',
} as const;

/** The sequence number in a segment's file name; `isOpen` when it was never closed. Null for any other name. */
export function parseSegmentName(name: string): { sequence: number; isOpen: boolean } | null {
  const match = /^(\d{1,9})\.m4s(\.open)?$/.exec(name);
  return match === null ? null : { sequence: Number(match[1]), isOpen: match[2] !== undefined };
}

/** A layout path as a path of this system. */
export function toDiskPath(root: string, layoutPath: string): string {
  return path.join(root, ...layoutPath.split('/'));
}
