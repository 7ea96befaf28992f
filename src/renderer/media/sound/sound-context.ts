/** Sound's clock stands still for so long although it should run: its device has died without a word. */
const stalledMs = 4_000;

/** Whether this browser lets the page choose which device it plays to. */
export const canChooseSink = (): boolean => 'setSinkId' in AudioContext.prototype;

/** `off`: nobody wants it to run. */
export type SoundContextState = 'off' | 'running' | 'blocked';

/**
 * The AudioContext and its life. The browser holds it back until there was a gesture, the system interrupts it for a call,
 * its output is unplugged: it is woken as soon as may be, and where there is no device to play to, it runs on without one, for
 * the programme is mixed by it as well. A device that was chosen is played to as long as it is there, else the system's own.
 * While nobody wants it, it rests: a device that plays silence and a thread that mixes it cost 5 % of a core (measured).
 */
export class SoundContext {
  readonly context: AudioContext;
  readonly #onState: (state: SoundContextState) => void;
  readonly #watch: ReturnType<typeof setInterval>;
  #state: SoundContextState | null = null;
  /** Empty: the system's own choice. */
  #sink = '';
  #hasSink = true;
  #seenSeconds = -1;
  #isResting = false;

  constructor(onState: (state: SoundContextState) => void) {
    this.#onState = onState;
    this.context = new AudioContext({ sampleRate: 48_000, latencyHint: 'interactive' });
    this.context.onstatechange = () => this.#look();
    this.context.addEventListener('error', this.#leaveSink);
    navigator.mediaDevices?.addEventListener('devicechange', this.#findSink);
    this.#watch = setInterval(() => this.#watchClock(), stalledMs);
    this.#look();
    void this.resume();
  }

  /** Stands still until `wake`. */
  rest(): void {
    this.#isResting = true;
    // one that is closed meanwhile rests as well
    this.context.suspend().catch(() => undefined);
    this.#look();
  }

  wake(): Promise<void> {
    this.#isResting = false;
    return this.resume();
  }

  /** Lets it run, if the browser does and it does not rest. Never rejects. */
  async resume(): Promise<void> {
    if (this.#isResting) return;
    if (this.context.state === 'closed' || this.context.state === 'running') return;
    try {
      await this.context.resume();
    } catch {
      // closed meanwhile, or not yet allowed: the next gesture tries again
    }
    this.#look();
  }

  /** Plays to this device from now on; empty: to the system's own choice. Only where `canChooseSink`. */
  playTo(sinkId: string): void {
    if (sinkId === this.#sink) return;
    this.#sink = sinkId;
    this.#hasSink = true;
    void this.#setSink(sinkId);
  }

  async close(): Promise<void> {
    clearInterval(this.#watch);
    this.#listen(false);
    this.context.onstatechange = null;
    this.context.removeEventListener('error', this.#leaveSink);
    navigator.mediaDevices?.removeEventListener('devicechange', this.#findSink);
    if (this.context.state !== 'closed') await this.context.close();
  }

  #look(): void {
    const state = this.#isResting ? 'off' : this.context.state === 'running' ? 'running' : 'blocked';
    if (state === this.#state || this.context.state === 'closed') return;
    this.#state = state;
    this.#listen(state === 'blocked');
    this.#onState(state);
  }

  readonly #gesture = (): void => void this.resume();

  /** Gestures let it run where the browser held it back. */
  #listen(isListening: boolean): void {
    for (const type of ['pointerdown', 'pointerup', 'keydown'] as const) {
      if (isListening) window.addEventListener(type, this.#gesture, { capture: true });
      else window.removeEventListener(type, this.#gesture, { capture: true });
    }
  }

  #watchClock(): void {
    const { currentTime, state } = this.context;
    if (state === 'running' && currentTime === this.#seenSeconds) this.#leaveSink();
    this.#seenSeconds = state === 'running' ? currentTime : -1;
  }

  /** The device is gone: goes on without one. */
  readonly #leaveSink = (): void => {
    if (!this.#hasSink) return;
    this.#hasSink = false;
    void this.#setSink({ type: 'none' });
  };

  /** Devices came or went: a new one is played to, one that was interrupted wakes up. */
  readonly #findSink = (): void => {
    if (this.#hasSink && this.context.sinkId === this.#sink) return void this.resume();
    this.#hasSink = true;
    void this.#setSink(this.#sink);
  };

  async #setSink(sink: string | { readonly type: 'none' }): Promise<void> {
    try {
      await this.context.setSinkId(sink);
    } catch {
      // it has just gone; the next change of devices tries it again
      if (typeof sink === 'string' && sink !== '') return this.#setSink('');
      // no device yet: the next change of devices, or the clock that stands still, tries again
      this.#hasSink = sink !== '';
    }
    await this.resume();
  }
}
