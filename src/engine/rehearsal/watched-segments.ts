import * as hls from 'hls-parser';

/** A segment as a live playlist names it. */
export interface NamedSegment {
  readonly sequence: number;
  readonly uri: string;
  /** URI of its init segment; null: the playlist names none. */
  readonly initUri: string | null;
  /** Epoch ms of its first picture; null where the playlist dates nothing before it. */
  readonly dateMs: number | null;
  readonly durationMs: number;
}

/** Segments that a media playlist names without GAP, in order. Nothing for what is no media playlist. */
export function namedSegments(text: string): NamedSegment[] {
  const playlist = parse(text);
  if (playlist === null || playlist.isMasterPlaylist) return [];
  let nextDateMs: number | null = null;
  let initUri: string | null = null;
  return playlist.segments.flatMap((segment): NamedSegment[] => {
    const { mediaSequenceNumber: sequence, uri, gap, map, programDateTime, duration } = segment;
    const durationMs = duration * 1000;
    const dateMs: number | null = programDateTime?.getTime() ?? nextDateMs;
    nextDateMs = dateMs === null ? null : dateMs + durationMs;
    initUri = map?.uri ?? initUri;
    return gap === true ? [] : [{ sequence, uri, initUri, dateMs, durationMs }];
  });
}

/** URIs of the least picture (or, without one, the sound) that a master playlist names, and of its sound. Null for any other text. */
export function leastVariant(text: string): { readonly uri: string; readonly soundUri: string | null } | null {
  const playlist = parse(text);
  if (playlist === null || !playlist.isMasterPlaylist) return null;
  const [least] = [...playlist.variants].sort((a, b) => a.bandwidth - b.bandwidth);
  return least === undefined ? null : { uri: least.uri, soundUri: least.audio[0]?.uri ?? null };
}

function parse(text: string): hls.types.MasterPlaylist | hls.types.MediaPlaylist | null {
  try {
    return text.startsWith('#EXTM3U') ? hls.parse(text) : null;
  } catch {
    // cut off, or somebody else's
    return null;
  }
}
