import type { SceneCollection } from '../../shared/scenes/scene-collection.js';

/** How many steps can be undone; unchanged parts of a collection are shared between them. */
const maxSteps = 500;

interface Step {
  /** What was done, for the menu: "Undo move". */
  readonly label: string;
  /** Of which drag or typing it is a part; null: it stands alone. */
  readonly gesture: string | null;
  /** As it was before. */
  readonly before: SceneCollection;
  /** As it was afterwards. */
  readonly after: SceneCollection;
}

/** A collection with what was done to it. Plain data: a store may hold it. */
export interface History {
  readonly present: SceneCollection;
  /** The newest last. */
  readonly past: readonly Step[];
  /** The next to be redone last. */
  readonly future: readonly Step[];
}

/** Nothing done yet: also for a collection that came anew from the engine. */
export function beginHistory(collection: SceneCollection): History {
  return { present: collection, past: [], future: [] };
}

/**
 * Takes in what an edit made. One that changed nothing is no step. Edits with the same gesture, one after the other, are one
 * step; one that comes back to where it began is none.
 */
export function commit(
  history: History,
  label: string,
  after: SceneCollection,
  gesture: string | null = null,
): History {
  const { present, past } = history;
  if (after === present) return history;
  const last = past.at(-1);
  const goesOn = last !== undefined && gesture !== null && last.gesture === gesture && history.future.length === 0;
  if (goesOn && after === last.before) return { present: after, past: past.slice(0, -1), future: [] };
  const step = { label, gesture, before: goesOn ? last.before : present, after };
  const kept = goesOn ? past.slice(0, -1) : past.slice(-(maxSteps - 1));
  return { present: after, past: [...kept, step], future: [] };
}

/** As before the newest step; the same where there is none. */
export function undo(history: History): History {
  const step = history.past.at(-1);
  if (step === undefined) return history;
  return { present: step.before, past: history.past.slice(0, -1), future: [...history.future, step] };
}

/** As after the step that was undone last; the same where there is none. */
export function redo(history: History): History {
  const step = history.future.at(-1);
  if (step === undefined) return history;
  // a gesture that was interrupted by an undo does not go on
  const done = { ...step, gesture: null };
  return { present: step.after, past: [...history.past, done], future: history.future.slice(0, -1) };
}

/** What undo and redo would do, for their menu entries; null: nothing. */
export function labelsOf({ past, future }: History): { readonly undo: string | null; readonly redo: string | null } {
  return { undo: past.at(-1)?.label ?? null, redo: future.at(-1)?.label ?? null };
}
