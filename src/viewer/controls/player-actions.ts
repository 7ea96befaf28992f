import type { WatchSession } from '../watch/watch-session.js';

/** WebKit on iPhone: only the video element itself goes full screen. */
interface IphoneVideo {
  webkitEnterFullscreen?(): void;
}

/** Everything a viewer can do to the picture, from buttons and keys alike. */
export class PlayerActions {
  readonly #video: HTMLVideoElement;
  readonly #stage: HTMLElement;
  readonly #session: () => WatchSession | null;

  constructor(video: HTMLVideoElement, stage: HTMLElement, session: () => WatchSession | null) {
    this.#video = video;
    this.#stage = stage;
    this.#session = session;
  }

  togglePlay(): void {
    if (this.#video.paused) this.play();
    else this.#video.pause();
  }

  play(): void {
    // A refusal leaves the video paused, which is what the button then shows.
    void this.#video.play().catch(() => undefined);
  }

  /** Seconds of the video element, kept within what can be seen. */
  seekTo(seconds: number): void {
    const session = this.#session();
    const playback = session?.playback;
    const range = playback?.range();
    if (!range) return;
    const within = Math.min(Math.max(seconds, range.start), Math.max(range.start, range.end));
    const hadEnded = this.#video.ended;
    if (playback?.canReach(within) !== true) {
      session?.watchAt(within - range.start);
      return;
    }
    this.#video.currentTime = within;
    if (hadEnded) this.play();
  }

  seekBy(seconds: number): void {
    this.seekTo(this.#video.currentTime + seconds);
  }

  /** 0–1 of a recording. */
  seekToFraction(fraction: number): void {
    const playback = this.#session()?.playback;
    const range = playback?.range();
    if (!playback || !range || playback.isLive()) return;
    this.seekTo(range.start + (range.end - range.start) * fraction);
  }

  goLive(): void {
    const session = this.#session();
    const playback = session?.playback;
    if (playback?.isLive() !== true) return;
    this.#video.playbackRate = 1;
    if (session?.state.source === 'history') {
      session.goLive();
      return;
    }
    const end = playback.range()?.end;
    if (end !== undefined) this.#video.currentTime = end;
    this.play();
  }

  toggleMute(): void {
    this.#video.muted = !this.#video.muted;
    if (!this.#video.muted && this.#video.volume === 0) this.#video.volume = 0.5;
  }

  /** 0–1; anything above 0 unmutes. */
  setVolume(volume: number): void {
    this.#video.volume = Math.min(1, Math.max(0, volume));
    this.#video.muted = this.#video.volume === 0;
  }

  changeVolume(by: number): void {
    this.setVolume((this.#video.muted ? 0 : this.#video.volume) + by);
  }

  setSpeed(speed: number): void {
    this.#video.playbackRate = speed;
  }

  async toggleFullScreen(): Promise<void> {
    try {
      if (document.fullscreenElement !== null) await document.exitFullscreen();
      else if (document.fullscreenEnabled) await this.#stage.requestFullscreen({ navigationUI: 'hide' });
      else (this.#video as IphoneVideo).webkitEnterFullscreen?.();
    } catch {
      // The browser said no (an embedding page may forbid it): the picture stays where it is.
    }
  }

  async togglePictureInPicture(): Promise<void> {
    try {
      if (document.pictureInPictureElement !== null) await document.exitPictureInPicture();
      else await this.#video.requestPictureInPicture();
    } catch {
      // As above.
    }
  }
}
