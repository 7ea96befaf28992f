import * as hls from 'hls-parser';

/** One video rendition as the master playlist names it. Bits per second; bandwidths include the sound. */
export interface MasterVariant {
  readonly name: string;
  readonly codecs: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly fps: number | null;
  readonly bandwidth: number;
  readonly averageBandwidth: number;
}

export interface MasterInput {
  /** Top first. Where there is no picture: one variant that is the sound. */
  readonly variants: readonly MasterVariant[];
  readonly audio: { readonly name: string; readonly codecs: string; readonly channels: number | null } | null;
  /** `index.m3u8` or `dvr.m3u8` in the rendition's folder; null: `<rendition>.m3u8` (a clip's). */
  readonly mediaFile: string | null;
  /** Where the renditions' folders are, relative to this playlist: `''` or `b/<id>/`. */
  readonly base: string;
}

const audioGroup = 'sound';

/** The text of a master playlist (RFC 8216bis §4.4.6). */
export function renderMasterPlaylist(input: MasterInput): string {
  const uri = (name: string): string =>
    `${input.base}${name}${input.mediaFile === null ? '.m3u8' : `/${input.mediaFile}`}`;
  const hasPicture = input.variants.some((variant) => variant.name !== input.audio?.name);
  const sound =
    input.audio !== null && hasPicture
      ? [
          new hls.types.Rendition({
            type: 'AUDIO',
            groupId: audioGroup,
            name: 'Sound',
            uri: uri(input.audio.name),
            isDefault: true,
            autoselect: true,
            forced: false,
            ...(input.audio.channels === null ? {} : { channels: String(input.audio.channels) }),
          }),
        ]
      : [];
  const variants = input.variants.map(
    (variant) =>
      new hls.types.Variant({
        uri: uri(variant.name),
        bandwidth: Math.ceil(variant.bandwidth),
        averageBandwidth: Math.ceil(variant.averageBandwidth),
        codecs: variant.codecs,
        ...(variant.width !== null && variant.height !== null
          ? { resolution: { width: variant.width, height: variant.height } }
          : {}),
        ...(variant.fps === null ? {} : { frameRate: Math.round(variant.fps * 1000) / 1000 }),
        audio: sound,
        video: [],
        subtitles: [],
        closedCaptions: [],
        currentRenditions: { audio: 0, video: 0, subtitles: 0, closedCaptions: 0 },
      }),
  );
  return `${hls.stringify(new hls.types.MasterPlaylist({ version: 8, independentSegments: true, variants }))}\n`;
}
