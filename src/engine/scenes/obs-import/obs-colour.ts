const hex = (value: number): string => (value & 0xff).toString(16).padStart(2, '0');

/** OBS keeps colours as 0xAABBGGRR; `opacity` (0–1) stands for the alpha where that is kept apart. */
export function obsColour(abgr: number, opacity: number | null = null): string {
  const bits = Number.isFinite(abgr) ? Math.trunc(abgr) >>> 0 : 0;
  const alpha = opacity === null ? bits >>> 24 : Math.round(Math.min(1, Math.max(0, opacity)) * 255);
  const rgb = `#${hex(bits)}${hex(bits >>> 8)}${hex(bits >>> 16)}`;
  return alpha === 255 ? rgb : rgb + hex(alpha);
}
