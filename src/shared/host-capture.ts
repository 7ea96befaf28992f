/** What this computer lets the desktop app share; known at its start, and the same until its end. */
export interface CaptureAbility {
  /** `own`: the studio shows what there is. `system`: the platform insists on a picker of its own. */
  readonly picker: 'own' | 'system';
  /** Whether what the computer plays can be shared with a screen or window. */
  readonly hasSystemSound: boolean;
}

/** A screen or window that may be shared now. */
export interface CaptureOffer {
  /** The system's; good for `chooseCaptureSource` until the next list. */
  readonly id: string;
  readonly kind: 'screen' | 'window';
  readonly name: string;
  /** As a data URL, at most 320 × 180 pixels; null: there is no picture, as of a minimized window. */
  readonly thumbnail: string | null;
  /** Of its program, as a data URL of at most 32 × 32 pixels; null: it has none. */
  readonly icon: string | null;
  /** Of a screen, pixels. */
  readonly size: { readonly width: number; readonly height: number } | null;
  /** It is the studio's own window. */
  readonly isOwn: boolean;
}

/** What may be shared now. */
export interface CaptureOffers {
  /** `denied`: macOS keeps the pictures of other programs from this one, and what is listed is of no use. */
  readonly permission: 'granted' | 'denied';
  readonly offers: readonly CaptureOffer[];
}
