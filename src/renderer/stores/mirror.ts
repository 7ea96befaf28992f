import { applyPatches, enablePatches, type Patch } from 'immer';
import type { StateFrame } from '../../shared/state-frames.js';
import { studioStateSchema, type StudioState } from '../../shared/studio-state.js';

enablePatches();

/** The engine's state as the studio last saw it whole. */
export interface Mirror {
  readonly epoch: string;
  readonly revision: number;
  readonly state: StudioState;
}

/**
 * `applied`: the mirror moved on. `ignored`: an old or repeated frame. `gap`: this frame does not follow the mirror (or
 * does not fit it), so only a new snapshot helps.
 */
export type MirrorStep = { kind: 'applied'; mirror: Mirror } | { kind: 'ignored' } | { kind: 'gap' };

/**
 * Leads a mirror over one frame. Pure: a patch is either applied in whole or not at all. Never throws; a patch that does
 * not fit, or whose result is not a studio state any more, is a gap.
 */
export function stepMirror(mirror: Mirror | null, frame: StateFrame): MirrorStep {
  if (frame.type === 'snapshot') {
    if (mirror?.epoch === frame.epoch && frame.revision <= mirror.revision) return { kind: 'ignored' };
    return { kind: 'applied', mirror: { epoch: frame.epoch, revision: frame.revision, state: frame.state } };
  }
  if (mirror?.epoch !== frame.epoch) return { kind: 'gap' };
  if (frame.revision <= mirror.revision) return { kind: 'ignored' };
  if (frame.revision !== mirror.revision + 1) return { kind: 'gap' };
  const state = patched(mirror.state, frame.patches);
  return state === null ? { kind: 'gap' } : { kind: 'applied', mirror: { ...mirror, revision: frame.revision, state } };
}

/** The state after `patches`, or null when they do not fit. Only the slices that were touched are checked again. */
function patched(state: StudioState, patches: Extract<StateFrame, { type: 'patch' }>['patches']): StudioState | null {
  let next: StudioState;
  try {
    next = applyPatches(state, patches as Patch[]);
  } catch {
    // Expected after a lost frame: immer says that a path does not resolve. The caller asks for a snapshot.
    return null;
  }
  const touched = new Set(patches.map((patch) => patch.path[0]));
  for (const name of touched) {
    const slice = Object.entries(studioStateSchema.shape).find(([key]) => key === name);
    if (slice === undefined) return null;
    const [key, schema] = slice;
    if (!schema.safeParse(next[key as keyof StudioState]).success) return null;
  }
  return next;
}
