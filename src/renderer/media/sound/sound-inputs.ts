/** Chromium looks at a film's picture 25 times a second: half of that is how old the pictures of a captured film are on average. */
const filmDelaySeconds = 0.02;

/** What a source is heard by: the tracks of a capture, or the element that plays its file. */
export type SourceSound = MediaStream | HTMLMediaElement;

/**
 * Brings the sound of sources into the mixer. A film's comes from its element itself: then the mixer's clock is the film's clock,
 * and its pictures come with its sound. Its captured stream would be ahead of them by the latency of the speakers
 * (50 to 90 ms were measured).
 */
export class SoundInputs {
  readonly #context: AudioContext;
  readonly #elements = new WeakMap<HTMLMediaElement, AudioNode>();
  /** An element whose sound nobody takes stands still: each is listened to, without being heard. */
  readonly #unheard: GainNode;

  constructor(context: AudioContext) {
    this.#context = context;
    this.#unheard = new GainNode(context, { gain: 0 });
    this.#unheard.connect(context.destination);
  }

  /** Null: it has no sound, or none before the mixer runs; an element would stand still until then, and goes on muted instead. */
  node(sound: SourceSound): AudioNode | null {
    if (sound instanceof MediaStream) {
      if (sound.getAudioTracks().length === 0) return null;
      return new MediaStreamAudioSourceNode(this.#context, { mediaStream: sound });
    }
    const known = this.#elements.get(sound);
    if (known !== undefined) return known;
    if (this.#context.state !== 'running') return null;
    const node = new DelayNode(this.#context, { delayTime: filmDelaySeconds });
    new MediaElementAudioSourceNode(this.#context, { mediaElement: sound }).connect(node).connect(this.#unheard);
    this.#elements.set(sound, node);
    // from here on it is heard in the mixer alone
    sound.muted = false;
    return node;
  }

  close(): void {
    this.#unheard.disconnect();
  }
}
