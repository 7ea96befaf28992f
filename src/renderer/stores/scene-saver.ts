import type { StoreApi } from 'zustand/vanilla';
import type { ScenesState } from '../../shared/scenes/scene-collection.js';
import { beginHistory, commit, type History } from '../scenes/history.js';
import type { CommandSender } from './command-sender.js';
import { isSameData } from './is-same-data.js';
import { saverWords } from './scene-saver-words.js';
import { collectionOf, fitted, type SceneView } from './scene-store.js';
import { StudioError } from './studio-error.js';

type Stored = NonNullable<ScenesState['current']>;

export interface SceneSaverOptions {
  readonly store: StoreApi<SceneView>;
  /** See CommandSender.send. */
  readonly send: CommandSender['send'];
  /** What the engine has, as last seen. */
  readonly current: () => Stored | null;
  /** What this tab could not save before it was reloaded. */
  readonly draft?: Stored | null;
  /** Edits of this page gave way to those of another one; undo brings them back. */
  readonly onConflict: () => void;
  /** Edits of a collection that is not worked on any more, and was changed or deleted elsewhere, are in one of this name now. */
  readonly onKeptAside: (name: string, isDeleted: boolean) => void;
  /** The engine does not take the scenes, for this reason; said once per edit. */
  readonly onRefused: (error: StudioError) => void;
  /** Between an edit and its saving, and between tries, in ms. */
  readonly delayMs?: number;
}

/** These ask for patience, not for another edit. */
const passing = new Set(['studio.unreachable', 'studio.engine-restarted', 'studio.cancelled']);
/** The stored collection is another one by now. */
const outdated = new Set(['scenes.conflict', 'scenes.not-found']);

/**
 * Keeps scenes and engine together: what is edited here is saved a moment later, on the revision that it is based on; what
 * was changed elsewhere is taken over as one step, so that the earlier ones can still be undone. Unsaved edits wait while the engine is away. One save at a time.
 */
export class SceneSaver {
  readonly #options: SceneSaverOptions;
  /** What the engine has of this page's edits. */
  #base: Stored | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #saving: Promise<void> | null = null;
  #unsubscribe: (() => void) | null = null;
  #draft: Stored | null;

  constructor(options: SceneSaverOptions) {
    this.#options = options;
    this.#draft = options.draft ?? null;
  }

  start(): void {
    this.#unsubscribe ??= this.#options.store.subscribe((view, before) => {
      if (view.history?.present !== before.history?.present) this.#onEdit();
    });
    this.follow();
  }

  /** Ends it; what is not saved is not. */
  stop(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    this.#cancelTimer();
  }

  /** What the engine does not have, and what it is based on; null: it has everything. */
  unsaved(): Stored | null {
    const collection = collectionOf(this.#options.store.getState());
    const base = this.#base;
    return collection === null || base === null || collection === base.collection ? null : { ...base, collection };
  }

  /** To be called when the engine tells of its scenes. */
  follow(): void {
    const current = this.#options.current();
    // while a save is under way nobody knows yet whose revision this is
    if (current === null || this.#saving !== null) return;
    const base = this.#base;
    if (base === null || base.id !== current.id) return this.#leave(current);
    if (base.revision === current.revision) return;
    const mine = collectionOf(this.#options.store.getState());
    if (mine !== null && isSameData(mine, current.collection)) {
      this.#base = { ...current, collection: mine };
      return this.#tell('saved');
    }
    const isLost = this.#isUnsaved();
    this.#load(current);
    if (isLost) this.#options.onConflict();
  }

  /** Saves now what is not saved yet; resolves when it is, or was refused. Never rejects. */
  async flush(): Promise<void> {
    this.#cancelTimer();
    while (this.#saving !== null) await this.#saving;
    if (this.#isUnsaved() && this.#options.store.getState().saving !== 'refused') await this.#save();
  }

  #onEdit(): void {
    if (!this.#isUnsaved()) {
      this.#cancelTimer();
      if (this.#saving === null) this.#tell('saved');
      return;
    }
    if (this.#saving === null) this.#schedule();
  }

  #schedule(): void {
    this.#cancelTimer();
    this.#tell('unsaved');
    this.#timer = setTimeout(() => void this.#save(), this.#options.delayMs ?? 300);
  }

  #cancelTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #save(): Promise<void> {
    this.#saving ??= this.#saveOnce().finally(() => {
      this.#saving = null;
      this.follow();
      if (this.#isUnsaved() && this.#options.store.getState().saving !== 'refused') this.#schedule();
    });
    return this.#saving;
  }

  async #saveOnce(): Promise<void> {
    const base = this.#base;
    const collection = collectionOf(this.#options.store.getState());
    if (base === null || collection === null || collection === base.collection) return;
    this.#timer = null;
    this.#tell('saving');
    try {
      const { savedRevision } = await this.#options.send('saveCollection', {
        id: base.id,
        baseRevision: base.revision,
        collection,
      });
      this.#base = { id: base.id, revision: savedRevision, collection };
      this.#tell('saved');
    } catch (thrown) {
      const error = thrown instanceof StudioError ? thrown : new StudioError('internal', 'Saving failed');
      if (passing.has(error.code)) this.#tell('unsaved');
      else if (outdated.has(error.code)) this.#giveWay();
      else {
        this.#tell('refused');
        this.#options.onRefused(error);
      }
    }
  }

  /** Takes what the engine has; where this page has not heard of it yet, `follow` does when it comes. */
  #giveWay(): void {
    const current = this.#options.current();
    // meanwhile another collection is worked on: nothing of this one could be undone there
    if (current !== null && current.id !== this.#base?.id) return this.#leave(current);
    if (current !== null) this.#load(current);
    this.#options.onConflict();
  }

  /** Goes over to another collection. */
  #leave(next: Stored): void {
    const left = this.unsaved();
    if (left !== null) void this.#saveBehind(left);
    this.#load(next);
  }

  /** Edits of a collection that is not worked on any more: saved all the same, once the engine is there; where it was changed meanwhile, as a copy. */
  async #saveBehind({ id, revision, collection }: Stored): Promise<void> {
    const { send, onRefused, onKeptAside, delayMs = 300 } = this.#options;
    do {
      try {
        await send('saveCollection', { id, baseRevision: revision, collection }).catch(async (thrown: unknown) => {
          if (!(thrown instanceof StudioError) || !outdated.has(thrown.code)) throw thrown;
          const name = saverWords.keptName(collection.name);
          await send('createCollection', { name, from: collection, isAside: true });
          onKeptAside(name, thrown.code === 'scenes.not-found');
        });
        return;
      } catch (thrown) {
        const error =
          thrown instanceof StudioError ? thrown : new StudioError('internal', 'Saving failed', { cause: thrown });
        if (!passing.has(error.code)) return onRefused(error);
      }
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    } while (this.#unsubscribe !== null);
  }

  #load(stored: Stored): void {
    this.#cancelTimer();
    this.#base = stored;
    const { history: before, collectionId } = this.#options.store.getState();
    const isKnown = before !== null && collectionId === stored.id;
    // what others do in a row is one step
    const history = isKnown
      ? commit(before, saverWords.steps.elsewhere, stored.collection, 'elsewhere')
      : this.#begin(stored);
    this.#options.store.setState((view) => fitted({ ...view, collectionId: stored.id, history, saving: 'saved' }));
  }

  /** With what was not saved before a reload: on top where the engine still has what it was based on, else as what undo leads to. */
  #begin(stored: Stored): History {
    const draft = this.#draft;
    this.#draft = null;
    const fresh = beginHistory(stored.collection);
    if (draft === null) return fresh;
    if (draft.id !== stored.id) {
      void this.#saveBehind(draft);
      return fresh;
    }
    if (isSameData(draft.collection, stored.collection)) return fresh;
    if (draft.revision === stored.revision) return commit(fresh, saverWords.steps.draft, draft.collection);
    queueMicrotask(() => this.#options.onConflict());
    return commit(beginHistory(draft.collection), saverWords.steps.elsewhere, stored.collection, 'elsewhere');
  }

  #isUnsaved(): boolean {
    return this.unsaved() !== null;
  }

  #tell(saving: SceneView['saving']): void {
    if (this.#options.store.getState().saving !== saving) this.#options.store.setState({ saving });
  }
}
