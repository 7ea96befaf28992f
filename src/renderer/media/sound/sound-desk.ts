import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import { AppError, toAppError } from '../../../shared/errors.js';
import type { MeterReading } from '../studio-media.js';
import { MeterBoard } from './meter-board.js';
import { mixPlan } from './mix-plan.js';
import { SoundContext, type SoundContextState } from './sound-context.js';
import { SoundGraph } from './sound-graph.js';
import type { SourceSound } from './sound-inputs.js';
import processorsUrl from './worklet/processors.ts?worker&url';

interface Arrangement {
  readonly collection: SceneCollection;
  readonly programmeSceneId: string;
}

/**
 * The studio's sound: takes the arrangement and the sound of sources, at any time and in any order, and hands the mix to the
 * worker's port. What comes before the mixer stands is kept for it. It is made when there first is something to be mixed or a show
 * begins, and rests when there is neither.
 */
export class SoundDesk {
  readonly #onState: (state: SoundContextState) => void;
  readonly #onFailure: (error: AppError) => void;
  readonly #meters = new MeterBoard();
  readonly #sounds = new Map<string, SourceSound>();
  #context: SoundContext | null = null;
  #graph: SoundGraph | null = null;
  #arrangement: Arrangement | null = null;
  #port: MessagePort | null = null;
  #solo: string | null = null;
  #sink = '';
  #isShowOn = false;
  #isAwake = false;
  #isClosed = false;

  /** `onFailure`: AppError `internal`, the programme stays silent; the page must be loaded anew. */
  constructor(options: {
    readonly onState: (state: SoundContextState) => void;
    readonly onFailure: (error: AppError) => void;
  }) {
    this.#onState = options.onState;
    this.#onFailure = options.onFailure;
  }

  onMeters(listener: (readings: ReadonlyMap<string, MeterReading>) => void): () => void {
    return this.#meters.listen(listener);
  }

  /** At once: a mute must not wait for the next picture. */
  apply(arrangement: Arrangement): void {
    this.#arrangement = arrangement;
    this.#wakeOrRest();
    this.#mix();
  }

  /** A show is sent, whose sound has to come in time whatever is added to it. */
  setShow(isOn: boolean): void {
    this.#isShowOn = isOn;
    this.#wakeOrRest();
  }

  solo(sourceId: string | null): void {
    this.#solo = sourceId;
    this.#mix();
  }

  /** A source's sound; null: it has none any more. The tracks stay the caller's. */
  setSound(sourceId: string, sound: SourceSound | null): void {
    if (sound === null) this.#sounds.delete(sourceId);
    else this.#sounds.set(sourceId, sound);
    this.#graph?.setSound(sourceId, sound);
    // a page that may record may play as well
    void this.#context?.resume();
  }

  /** Where the mix goes from now on. Transferred. */
  setPort(port: MessagePort): void {
    if (this.#graph === null) this.#port = port;
    else this.#graph.setPort(port);
  }

  /** Where the creator listens; empty: the system's own choice. */
  playTo(sinkId: string): void {
    this.#sink = sinkId;
    this.#context?.playTo(sinkId);
  }

  async resume(): Promise<void> {
    await this.#context?.resume();
  }

  close(): void {
    this.#isClosed = true;
    this.#graph?.close();
    this.#meters.close();
    void this.#context?.close();
  }

  #wakeOrRest(): void {
    const hasSound = this.#arrangement?.collection.sources.some(({ sound }) => sound !== null) ?? false;
    const isWanted = hasSound || this.#isShowOn;
    if (isWanted === this.#isAwake || this.#isClosed) return;
    this.#isAwake = isWanted;
    if (!isWanted) {
      this.#context?.rest();
      this.#meters.clear();
    } else if (this.#context === null) this.#begin();
    else {
      this.#graph?.wake();
      void this.#context.wake();
    }
  }

  #begin(): void {
    const context = new SoundContext((state) => {
      this.#onState(state);
      if (state === 'running') this.#hearFilms();
    });
    this.#context = context;
    if (this.#sink !== '') context.playTo(this.#sink);
    this.#open(context).catch((thrown: unknown) => this.#onFailure(toAppError(thrown)));
  }

  async #open({ context }: SoundContext): Promise<void> {
    await context.audioWorklet.addModule(processorsUrl);
    if (this.#isClosed) return;
    this.#graph = new SoundGraph({
      context,
      // what was on its way when it went to rest would stand there for good
      onReading: (id, reading) => {
        if (this.#isAwake) this.#meters.set(id, reading);
      },
      onGone: (id) => this.#meters.remove(id),
      onFailure: () => this.#onFailure(new AppError('internal', 'Expected the mixer to go on, it has failed')),
    });
    if (this.#port !== null) this.#graph.setPort(this.#port);
    this.#port = null;
    this.#mix();
  }

  #mix(): void {
    if (this.#graph === null || this.#arrangement === null) return;
    const { collection, programmeSceneId } = this.#arrangement;
    const mixes = mixPlan(collection, programmeSceneId, this.#solo);
    const added = this.#graph.set(mixes, collection.master);
    for (const sourceId of added) this.#graph.setSound(sourceId, this.#sounds.get(sourceId) ?? null);
  }

  /** Their sound waited for the mixer to run. */
  #hearFilms(): void {
    for (const [sourceId, sound] of this.#sounds)
      if (sound instanceof HTMLMediaElement) this.#graph?.setSound(sourceId, sound);
  }
}
