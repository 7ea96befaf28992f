import type { Reason } from '../../../../shared/domain.js';
import type { SceneSource, SourceKind } from '../../../../shared/scenes/scene-source.js';
import type { CaptureState } from '../../studio-media.js';
import type { Capture, CaptureOutlet } from './capture.js';
import type { CaptureBrowser } from './capture-browser.js';
import { captureFailure } from './capture-failure.js';
import { captureWords } from './capture-words.js';
import { stopTracks } from './stop-tracks.js';

type DisplayKind = Extract<SourceKind, { type: 'display' }>;

const reasonOf = (code: 'capture.not-shared' | 'capture.share-ended'): Reason => ({
  code,
  details: { device: 'display' },
});

/**
 * A screen, window or tab. The browser asks which one at every start and wants a gesture for it, so it never starts, nor comes
 * back, by itself. While one is shared, another may be chosen: until then the old one stays.
 */
export class DisplayCapture implements Capture {
  readonly #outlet: CaptureOutlet;
  readonly #browser: CaptureBrowser;
  #kind: DisplayKind | null = null;
  #state: CaptureState = { status: 'idle' };
  #stream: MediaStream | null = null;
  #attempt = 0;

  constructor(options: { readonly outlet: CaptureOutlet; readonly browser: CaptureBrowser }) {
    this.#outlet = options.outlet;
    this.#browser = options.browser;
    this.#outlet.state(this.#state);
    // in the picture something has to stand for it
    this.#outlet.gone();
  }

  update({ kind }: SceneSource): void {
    if (kind.type !== 'display') return;
    const before = this.#kind;
    this.#kind = kind;
    if (before?.maxFps === kind.maxFps && before.isCursorShown === kind.isCursorShown) return;
    // which surface, and whether with sound, is asked at the next start
    const [track] = this.#stream?.getVideoTracks() ?? [];
    track?.applyConstraints(pictureOf(kind)).catch(() => {
      // a window that cannot be slower, or hide its pointer: it stays as it is
    });
  }

  async start(): Promise<void> {
    const before = this.#state;
    if (this.#kind === null || before.status === 'asking') return;
    const attempt = (this.#attempt += 1);
    if (before.status !== 'live') this.#set({ status: 'asking' });
    try {
      // first of all: the gesture counts for a moment only
      const stream = await this.#browser.getDisplayMedia(requestOf(this.#kind));
      if (attempt !== this.#attempt) return stopTracks(stream);
      this.#take(stream);
    } catch (thrown) {
      if (attempt !== this.#attempt || this.#stream !== null) return;
      const { status, reason } = captureFailure(thrown, 'display');
      if (reason.code === 'capture.not-shared') {
        // the picker was closed: nothing is different from before, unless what was shared has ended meanwhile
        if (this.#state.status === 'asking') this.#set(before);
      } else this.#fail(status === 'denied' ? { status, reason } : { status, reason, needsGesture: true });
    }
  }

  stop(): void {
    this.#attempt += 1;
    this.#release();
  }

  repeat(): void {
    if (this.#stream !== null) this.#outlet.pictures(this.#stream.getVideoTracks()[0] ?? null);
    else this.#outlet.gone();
  }

  #take(stream: MediaStream): void {
    const [track] = stream.getVideoTracks();
    if (track === undefined) return;
    const old = this.#stream;
    this.#stream = stream;
    track.onended = () => {
      if (this.#stream !== stream) return;
      this.#release();
      this.#fail({ status: 'gone', reason: reasonOf('capture.share-ended'), needsGesture: true });
    };
    const { width = 0, height = 0, displaySurface = '' } = track.getSettings();
    const label = captureWords.surfaces.get(displaySurface) ?? track.label;
    // the creator can leave it out, and many systems share none of a screen or window
    const hasSound = stream.getAudioTracks().length > 0;
    const isMissing = this.#kind?.withSound === true && !hasSound;
    this.#set({ status: 'live', label, width, height, ...(isMissing && { hasSound }) });
    this.#outlet.pictures(track);
    this.#outlet.sound(hasSound ? stream : null);
    if (old !== null) stopTracks(old);
  }

  #fail(state: Extract<CaptureState, { readonly reason: Reason }>): void {
    this.#set(state);
    this.#outlet.gone();
  }

  #release(): void {
    const stream = this.#stream;
    if (stream === null) return;
    this.#stream = null;
    stopTracks(stream);
    this.#outlet.sound(null);
  }

  #set(state: CaptureState): void {
    this.#state = state;
    this.#outlet.state(state);
  }
}

function pictureOf(kind: DisplayKind): MediaTrackConstraints {
  return { frameRate: { max: kind.maxFps }, ...{ cursor: kind.isCursorShown ? 'always' : 'never' } };
}

/** Screen Capture, section 5.4, and Chromium's own hints: what is offered first, what is left out. */
function requestOf(kind: DisplayKind): DisplayMediaStreamOptions {
  // what a computer plays is not a voice: it is taken as it is
  const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const hints = {
    systemAudio: kind.withSound ? 'include' : 'exclude',
    surfaceSwitching: 'include',
    // this very page in the programme shows itself in itself without end
    selfBrowserSurface: 'exclude',
    monitorTypeSurfaces: 'include',
  };
  return {
    video: { ...pictureOf(kind), ...{ displaySurface: kind.surface } },
    audio: kind.withSound ? plain : false,
    ...hints,
  };
}
