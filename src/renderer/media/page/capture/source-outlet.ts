import type { ToProgramme } from '../../protocol.js';
import type { SourceSound } from '../../sound/sound-inputs.js';
import type { CaptureState } from '../../studio-media.js';
import type { CaptureOutlet } from './capture.js';
import type { CaptureBrowser } from './capture-browser.js';

/** To the programme worker. */
export type PostToProgramme = (message: ToProgramme, transfer?: Transferable[]) => void;

/** So often a still picture is asked for again, until the worker has it. */
const nudgeMs = 500;

/** Hands what one source brings to the worker and to the mixer. */
export class SourceOutlet implements CaptureOutlet {
  readonly #sourceId: string;
  readonly #post: PostToProgramme;
  readonly #onSound: (sound: SourceSound | null) => void;
  readonly #onState: (state: CaptureState) => void;
  readonly #after: CaptureBrowser['after'];
  #cancelNudge: () => void = () => undefined;

  constructor(options: {
    readonly sourceId: string;
    readonly post: PostToProgramme;
    readonly onSound: (sound: SourceSound | null) => void;
    readonly onState: (state: CaptureState) => void;
    readonly after: CaptureBrowser['after'];
  }) {
    this.#sourceId = options.sourceId;
    this.#post = options.post;
    this.#onSound = options.onSound;
    this.#onState = options.onState;
    this.#after = options.after;
  }

  state(state: CaptureState): void {
    this.#onState(state);
  }

  pictures(track: MediaStreamTrack | null): void {
    this.#cancelNudge();
    if (track === null || track.readyState === 'ended') return;
    // it exists on pages alone; its stream goes on in the worker while the page stands still
    const { readable } = new MediaStreamTrackProcessor({ track: track as MediaStreamVideoTrack });
    this.#post({ type: 'pictures', sourceId: this.#sourceId, frames: readable }, [readable]);
    this.#nudge(track);
  }

  /** The worker has a picture of it, or it is over. */
  settle(): void {
    this.#cancelNudge();
  }

  sound(sound: SourceSound | null): void {
    this.#onSound(sound);
  }

  bitmap(bitmap: ImageBitmap): void {
    this.#cancelNudge();
    this.#post({ type: 'bitmap', sourceId: this.#sourceId, bitmap }, [bitmap]);
  }

  page(port: MessagePort): void {
    this.#post({ type: 'page', sourceId: this.#sourceId, port }, [port]);
  }

  file(file: Blob): void {
    this.#post({ type: 'image', sourceId: this.#sourceId, file });
  }

  gone(): void {
    this.#cancelNudge();
    this.#post({ type: 'gone', sourceId: this.#sourceId });
  }

  /**
   * A screen that stands still sends one frame, and that one is lost when the worker does not listen yet. Chromium asks the source
   * for another one whenever somebody new looks at its track.
   */
  #nudge(track: MediaStreamTrack): void {
    this.#cancelNudge = this.#after(nudgeMs, () => {
      if (track.readyState === 'ended') return;
      const glance = new MediaStreamTrackProcessor({ track: track as MediaStreamVideoTrack });
      // cancelling what nobody reads cannot fail in a way that matters
      glance.readable.cancel().catch(() => undefined);
      this.#nudge(track);
    });
  }
}
