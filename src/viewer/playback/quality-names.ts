import type { Quality } from './playback.js';

/**
 * Names of qualities as viewers know them: `720p`, `1080p60`. Upright pictures are named by their width, as their makers do.
 * Two of the same name are told apart by their bitrate.
 */
export function qualityNames(qualities: readonly Quality[]): ReadonlyMap<number, string> {
  const plain = qualities.map((quality) => {
    const lines = Math.min(quality.width || quality.height, quality.height);
    const name = lines > 0 ? `${lines}p` : `${Math.round(quality.bandwidth / 1000)} kb/s`;
    return quality.fps !== null && quality.fps > 31 ? `${name}${Math.round(quality.fps)}` : name;
  });
  return new Map(
    qualities.map((quality, index) => {
      const name = plain[index] ?? '';
      const twice = plain.filter((other) => other === name).length > 1;
      return [quality.id, twice ? `${name} · ${(quality.bandwidth / 1_000_000).toFixed(1)} Mb/s` : name];
    }),
  );
}
