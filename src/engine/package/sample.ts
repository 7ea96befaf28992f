/** One coded frame (or packet of sound). Times in ticks of its track's timescale. */
export interface Sample {
  readonly dts: number;
  readonly pts: number;
  readonly duration: number;
  /** A sync sample: for H.264 an IDR. Every sound sample is one. */
  readonly isSync: boolean;
  readonly data: Buffer;
}

/** What an init segment says of its one track. */
export interface TrackInfo {
  readonly kind: 'video' | 'audio';
  readonly trackId: number;
  /** Ticks per second. */
  readonly timescale: number;
  /** RFC 6381, e.g. `avc1.64001f`, `mp4a.40.2`. */
  readonly codecs: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly sampleRate: number | null;
  readonly channels: number | null;
  /** From trex: what a fragment leaves out. */
  readonly defaults: { readonly duration: number; readonly size: number; readonly flags: number };
}
