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
 * worker's port. What comes before the mixer stands is kept for it.
 */
export class SoundDesk {
  readonly #context: SoundContext;
  readonly #onFailure: (error: AppError) => void;
  readonly #meters = new MeterBoard();
  readonly #sounds = new Map<string, SourceSound>();
  #graph: SoundGraph | null = null;
  #arrangement: Arrangement | null = null;
  #port: MessagePort | null = null;
  #solo: string | null = null;
  #isClosed = false;

  /** `onFailure`: AppError `internal`, the programme stays silent; the page must be loaded anew. */
  constructor(options: {
    readonly onState: (state: SoundContextState) => void;
    readonly onFailure: (error: AppError) => void;
  }) {
    this.#onFailure = options.onFailure;
    this.#context = new SoundContext((state) => {
      options.onState(state);
      if (state === 'running') this.#hearFilms();
    });
    this.#open().catch((thrown: unknown) => this.#onFailure(toAppError(thrown)));
  }

  onMeters(listener: (readings: ReadonlyMap<string, MeterReading>) => void): () => void {
    return this.#meters.listen(listener);
  }

  /** At once: a mute must not wait for the next picture. */
  apply(arrangement: Arrangement): void {
    this.#arrangement = arrangement;
    this.#mix();
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
    void this.#context.resume();
  }

  /** Where the mix goes from now on. Transferred. */
  setPort(port: MessagePort): void {
    if (this.#graph === null) this.#port = port;
    else this.#graph.setPort(port);
  }

  /** Where the creator listens; empty: the system's own choice. */
  playTo(sinkId: string): void {
    this.#context.playTo(sinkId);
  }

  resume(): Promise<void> {
    return this.#context.resume();
  }

  close(): void {
    this.#isClosed = true;
    this.#graph?.close();
    this.#meters.close();
    void this.#context.close();
  }

  async #open(): Promise<void> {
    const { context } = this.#context;
    await context.audioWorklet.addModule(processorsUrl);
    if (this.#isClosed) return;
    this.#graph = new SoundGraph({
      context,
      onReading: (id, reading) => this.#meters.set(id, reading),
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
