import type { SceneSource } from '../../../../shared/scenes/scene-source.js';
import type { CaptureState } from '../../studio-media.js';
import type { MediaReasonCode } from '../../media-reasons.js';
import { assetReach } from './asset-reach.js';
import type { Capture, CaptureOutlet } from './capture.js';
import type { CaptureBrowser } from './capture-browser.js';

/** Whoever has the file is asked again so often. */
const retryMs = 2_000;

/**
 * A video or sound file, played by an element that nobody sees and that is heard in the mixer alone: muted until that takes its sound.
 * At its end the last picture stays, until it is played again; so it does while the file is out of reach, and goes on from there.
 * One that starts over with its scene stands at its first picture until viewers see it: no reload plays it unseen.
 */
export class MediaCapture implements Capture {
  readonly #outlet: CaptureOutlet;
  readonly #urlOf: (assetId: string) => string;
  readonly #after: CaptureBrowser['after'];
  readonly #video: HTMLVideoElement;
  #cancelRetry: () => void = () => undefined;
  /** Seconds of the film, to go on from once its file is there again. */
  #resumeAt = 0;
  /** It had a picture before its file was out of reach. */
  #wasShown = false;
  #assetId: string | null = null;
  #label = '';
  #isPlaying = false;
  #startsOver = false;
  #isOnAir = false;
  /** For its scene to come on. */
  #isWaiting = false;
  /** Somebody let it start over while it waits. */
  #isTried = false;
  #state: CaptureState = { status: 'idle' };
  #stream: MediaStream | null = null;
  /** A single picture stands in the place of its frames. */
  #isStill = false;

  /** `urlOf`: where the file of an asset lies; of this origin, or its pictures could not be read. */
  constructor(options: {
    readonly outlet: CaptureOutlet;
    readonly urlOf: (assetId: string) => string;
    readonly after: CaptureBrowser['after'];
  }) {
    this.#outlet = options.outlet;
    this.#urlOf = options.urlOf;
    this.#after = options.after;
    this.#video = document.createElement('video');
    this.#video.muted = true;
    this.#video.playsInline = true;
    this.#video.preload = 'auto';
    this.#video.onloadeddata = () => this.#loaded();
    // at the end this comes right before its tracks end: the last picture is there before its frames are gone
    this.#video.onpause = () => {
      if (this.#video.ended) this.#keepStill();
    };
    // waiting it stands at its first picture, not at the one where it was left
    this.#video.onseeked = () => this.#keepFirst();
    this.#video.onerror = () => void this.#failed();
    this.#keepFresh();
    this.#outlet.state(this.#state);
  }

  update({ kind, name }: SceneSource): void {
    if (kind.type !== 'media') return;
    this.#label = name;
    this.#video.loop = kind.isLooped;
    this.#startsOver = kind.startsOver;
    this.#wait();
    const isPlayedAgain = kind.isPlaying && !this.#isPlaying;
    this.#isPlaying = kind.isPlaying;
    if (kind.assetId !== this.#assetId) this.#load(kind.assetId);
    // what has ended stays so until it is asked for again
    else if (!this.#video.ended || isPlayedAgain) this.#playOrPause();
  }

  /** Whether viewers see or hear it. */
  setOnAir(isOnAir: boolean): void {
    this.#isOnAir = isOnAir;
    this.#wait();
  }

  /** Plays from the beginning, also while it waits for its scene; one that is paused goes back to its first picture. */
  startOver(): void {
    this.#isTried = this.#isWaiting;
    this.#rewind();
  }

  async start(): Promise<void> {
    if (this.#assetId !== null && this.#state.status === 'gone') this.#load(this.#assetId);
  }

  stop(): void {
    this.#video.onloadeddata = null;
    this.#video.onpause = null;
    this.#video.onseeked = null;
    this.#video.onerror = null;
    this.#load(null);
  }

  repeat(): void {
    if (this.#state.status === 'gone') this.#outlet.gone();
    else if (this.#video.paused) this.#keepStill();
    else if (this.#stream !== null) this.#give(this.#stream);
  }

  #load(assetId: string | null): void {
    this.#assetId = assetId;
    this.#cancelRetry();
    this.#resumeAt = 0;
    this.#wasShown = false;
    this.#stream = null;
    this.#outlet.sound(null);
    this.#outlet.pictures(null);
    if (assetId === null) {
      this.#video.pause();
      this.#video.removeAttribute('src');
      this.#video.load();
      this.#set({ status: 'idle' });
      return;
    }
    this.#set({ status: 'asking' });
    this.#video.src = this.#urlOf(assetId);
  }

  #loaded(): void {
    const { videoWidth: width, videoHeight: height } = this.#video;
    this.#set({ status: 'live', label: this.#label, width, height });
    if (this.#resumeAt > 0) this.#video.currentTime = this.#resumeAt;
    this.#resumeAt = 0;
    this.#stream = this.#video.captureStream();
    // played again after its end it has new ones
    this.#stream.onaddtrack = () => {
      if (this.#stream !== null) this.#give(this.#stream);
    };
    this.#give(this.#stream);
    this.#playOrPause();
    if (!this.#isToPlay()) this.#keepStill();
  }

  #give(stream: MediaStream): void {
    this.#isStill = false;
    const [track] = stream.getVideoTracks();
    if (track !== undefined) this.#outlet.pictures(track);
    this.#outlet.sound(stream.getAudioTracks().length === 0 ? null : this.#video);
  }

  #playOrPause(): void {
    if (this.#state.status !== 'live') return;
    if (!this.#isToPlay()) return this.#video.pause();
    if (this.#isStill && this.#stream !== null) this.#give(this.#stream);
    this.#video.play().catch(() => {
      // paused or loaded anew before it began; muted it needs no gesture, and not muted the mixer had it already
    });
  }

  #isToPlay(): boolean {
    return this.#isPlaying && (!this.#isWaiting || this.#isTried);
  }

  /** Waiting begins and ends at the beginning. */
  #wait(): void {
    const isWaiting = this.#startsOver && !this.#isOnAir;
    if (isWaiting === this.#isWaiting) return;
    this.#isWaiting = isWaiting;
    this.#isTried = false;
    this.#rewind();
  }

  #rewind(): void {
    this.#resumeAt = 0;
    if (this.#state.status !== 'live') return;
    if (this.#video.currentTime > 0) this.#video.currentTime = 0;
    this.#playOrPause();
  }

  /** The picture of an element that nobody shows is renewed only when it is asked for, and then comes one too late: somebody has to look. */
  #keepFresh(): void {
    this.#video.requestVideoFrameCallback(() => {
      this.#keepFirst();
      this.#keepFresh();
    });
  }

  /** It was sent back to its beginning and does not play. */
  #keepFirst(): void {
    const { paused, seeking, currentTime } = this.#video;
    if (this.#state.status === 'live' && paused && !seeking && currentTime === 0) this.#keepStill();
  }

  /** The picture that it stands still at: an element that does not play brings no frames. */
  #keepStill(): void {
    const { videoWidth: width, videoHeight: height } = this.#video;
    if (width === 0 || height === 0) return;
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')?.drawImage(this.#video, 0, 0);
    this.#isStill = true;
    this.#outlet.bitmap(canvas.transferToImageBitmap());
  }

  /** The element gave up. It does not say whether the file is at fault or the way to it. */
  async #failed(): Promise<void> {
    const assetId = this.#assetId;
    const isCutOff = this.#video.error?.code === MediaError.MEDIA_ERR_NETWORK;
    if (assetId === null) return;
    const url = this.#urlOf(assetId);
    const isAway = isCutOff || (await assetReach(url)) === 'away';
    if (assetId !== this.#assetId) return;
    if (!isAway) return this.#gone('capture.file-unreadable', true);
    this.#resumeAt = Math.max(this.#resumeAt, this.#video.currentTime);
    this.#gone('capture.file-away', false);
    this.#cancelRetry();
    this.#cancelRetry = this.#after(retryMs, () => (this.#video.src = url));
  }

  #gone(code: MediaReasonCode, needsGesture: boolean): void {
    const reason = { code, details: { name: this.#label } };
    // the worker keeps its last picture, which stands for what is only out of reach
    const isShown = !needsGesture && (this.#stream !== null || this.#wasShown);
    this.#wasShown = isShown;
    this.#stream = null;
    this.#outlet.sound(null);
    this.#set({ status: 'gone', reason, needsGesture });
    if (!isShown) this.#outlet.gone();
  }

  #set(state: CaptureState): void {
    this.#state = state;
    this.#outlet.state(state);
  }
}
