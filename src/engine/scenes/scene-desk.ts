import { AppError } from '../../shared/errors.js';
import type { SceneCollection, ScenesState } from '../../shared/scenes/scene-collection.js';
import type { Logger } from '../log/logger.js';
import type { Service } from '../service.js';
import type { AssetStore } from './assets/asset-store.js';
import { defaultCollection } from './default-collection.js';
import type { SceneCommands } from './scene-commands.js';
import type { SqliteSceneStore, StoredCollection } from './sqlite-scene-store.js';

export interface SceneDeskDependencies {
  readonly store: SqliteSceneStore;
  readonly assets: Pick<AssetStore, 'open' | 'collect'>;
  readonly logger: Logger;
  /** Whether the current collection is what viewers see. */
  readonly isOnAir: () => boolean;
  /** Hears how scenes stand after each change. */
  readonly onScenes: (scenes: ScenesState) => void;
}

/** What the studio does with scene collections. There is always one that is worked on. */
export class SceneDesk implements SceneCommands, Service {
  readonly name = 'scenes';
  readonly #store: SqliteSceneStore;
  readonly #assets: Pick<AssetStore, 'open' | 'collect'>;
  readonly #logger: Logger;
  readonly #isOnAir: () => boolean;
  readonly #onScenes: (scenes: ScenesState) => void;
  #started: Promise<void> | null = null;

  constructor(dependencies: SceneDeskDependencies) {
    this.#store = dependencies.store;
    this.#assets = dependencies.assets;
    this.#logger = dependencies.logger.child({ component: 'scenes' });
    this.#isOnAir = dependencies.isOnAir;
    this.#onScenes = dependencies.onScenes;
  }

  /** Makes a first collection where there is none, shows all, and lets go of files that nothing names. */
  start(): Promise<void> {
    this.#started ??= this.#start();
    return this.#started;
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  /** `isAside`: what is worked on stays. */
  create(name: string, from: SceneCollection | null, isAside = false): string {
    const isCurrent = !isAside && !this.#isOnAir();
    const id = this.#store.insert({ ...(from ?? defaultCollection(name)), name }, { isCurrent });
    this.#tell();
    return id;
  }

  select(id: string): void {
    this.#store.select(id);
    this.#tell();
  }

  rename(id: string, name: string): void {
    this.#store.replace(id, { ...this.#store.get(id).collection, name });
    this.#tell();
  }

  duplicate(id: string, name: string): string {
    return this.create(name, this.#store.get(id).collection);
  }

  delete(id: string): void {
    this.#store.get(id);
    const rest = this.#store.list().filter((other) => other.id !== id);
    const next = rest.find(({ isCurrent }) => isCurrent) ?? newestOf(rest);
    this.#store.remove(id, next.id);
    this.#tell();
  }

  save(id: string, baseRevision: number, collection: SceneCollection): number {
    const { revision } = this.#store.get(id);
    if (revision !== baseRevision) {
      throw new AppError('scenes.conflict', `Expected changes to revision ${revision}, got some to ${baseRevision}`, {
        details: { revision },
      });
    }
    const saved = this.#store.replace(id, collection);
    if (saved !== revision) this.#tell();
    return saved;
  }

  async #start(): Promise<void> {
    const unreadable = this.#store.open();
    if (unreadable.length > 0) this.#logger.warn({ ids: unreadable }, 'Scenes that cannot be read were left out');
    const collections = this.#store.list();
    if (collections.length === 0) this.#store.insert(defaultCollection('Scenes'), { isCurrent: true });
    else if (!collections.some(({ isCurrent }) => isCurrent)) this.#store.select(newestOf(collections).id);
    this.#tell();
    try {
      await this.#assets.open();
      await this.#assets.collect(this.#store.assetIds());
    } catch (error) {
      // a disk that takes or gives nothing stops no broadcast: whoever asks for a file is told
      this.#logger.error({ err: error }, 'The files of scenes could not be looked through');
    }
  }

  #tell(): void {
    const collections = this.#store.list();
    const current = collections.find(({ isCurrent }) => isCurrent);
    this.#onScenes({
      collections: collections.map(({ id, collection, updatedAtMs }) => ({ id, name: collection.name, updatedAtMs })),
      current:
        current === undefined ? null : { id: current.id, revision: current.revision, collection: current.collection },
    });
  }
}

function newestOf(list: readonly StoredCollection[]): StoredCollection {
  const [newest] = [...list].sort((a, b) => b.updatedAtMs - a.updatedAtMs);
  if (newest !== undefined) return newest;
  throw new AppError('scenes.last', 'Expected another scene collection beside the one to delete, got none');
}
