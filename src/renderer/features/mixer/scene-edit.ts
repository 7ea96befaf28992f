import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';

/** Changes the collection. `gesture`: edits with the same one are one step of undo. */
export type SceneEdit = (
  label: string,
  edit: (collection: SceneCollection) => SceneCollection,
  gesture?: string,
) => void;
