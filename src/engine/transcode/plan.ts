/** One rung of the ladder as it shall be made. Bitrates in bits per second; width and height even. */
export interface VideoRungPlan {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Null: as the source. */
  readonly fps: number | null;
  readonly copied: boolean;
  /** For a copied rung the source's measured bitrate where known, else the table's. */
  readonly averageBitrate: number;
  /** Ceiling (maxrate); null for a copied rung. */
  readonly maxBitrate: number | null;
}

export interface AudioPlan {
  readonly name: 'audio';
  readonly sampleRate: 48000;
  readonly channels: 1 | 2;
  readonly averageBitrate: number;
  readonly copied: boolean;
}

/** What one ffmpeg shall make. `video` is ordered top first; empty when the source has no picture. */
export interface LadderPlan {
  readonly video: readonly VideoRungPlan[];
  readonly audio: AudioPlan | null;
  /** Why the top rung is not copied, for the studio; null when it is. Codes of shared/reasons.ts. */
  readonly encodeReason: { readonly code: string; readonly details: Record<string, string | number> } | null;
}
