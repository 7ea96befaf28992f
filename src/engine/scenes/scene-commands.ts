import type { SceneCollection } from '../../shared/scenes/scene-collection.js';

/**
 * What the studio may ask about scene collections. Each throws `scenes.not-found` for an id that is not there, and
 * `disk.full` or `archive.write-failed` when it cannot be written.
 */
export interface SceneCommands {
  /**
   * Answers the id; works on it from now on, unless it is put `isAside` or the programme is on: what viewers see is changed by
   * `select` alone.
   * `from` null: one empty scene. Throws `scenes.too-large`.
   */
  create(name: string, from: SceneCollection | null, isAside?: boolean): string;
  select(id: string): void;
  rename(id: string, name: string): void;
  /** Answers the id of the copy; as `create`. */
  duplicate(id: string, name: string): string;
  /** Throws `scenes.last` for the only one. */
  delete(id: string): void;
  /**
   * Answers the revision to base the next save on. Throws `scenes.conflict` (details.revision: what is stored) when another
   * one was stored meanwhile, and `scenes.too-large`.
   */
  save(id: string, baseRevision: number, collection: SceneCollection): number;
}
