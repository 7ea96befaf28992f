import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { SceneSource } from '../../../shared/scenes/scene-source.js';
import type { CaptureState, StudioMediaState } from '../../media/studio-media.js';

/** What a device or the browser has to give. */
const isCaptured = ({ kind }: SceneSource): boolean =>
  kind.type === 'display' || kind.type === 'camera' || kind.type === 'microphone';

/** The sources that are captured for a scene: those that it shows, and those that are heard everywhere. */
export function capturesInUse(
  { sources, scenes }: Pick<SceneCollection, 'sources' | 'scenes'>,
  sceneId: string,
): SceneSource[] {
  const items = scenes.find(({ id }) => id === sceneId)?.items ?? [];
  const shown = new Set(items.filter(({ isVisible }) => isVisible).map(({ sourceId }) => sourceId));
  return sources.filter((source) => isCaptured(source) && (source.isHeardEverywhere || shown.has(source.id)));
}

/** A source that viewers miss, and how many more there are of such. */
export interface MissedCapture {
  readonly source: SceneSource;
  readonly state: MissedState;
  readonly others: number;
}

type MissedState = Exclude<CaptureState, { readonly status: 'idle' | 'asking' | 'live' }> | { readonly status: 'idle' };
/** The gravest first. `idle`: nobody has begun it. */
const gravity: readonly MissedState['status'][] = ['gone', 'denied', 'idle', 'frozen'];

/** Of those, the gravest that brings nothing: viewers have a placeholder or a still picture in its place, or nothing to hear. Null: all do. */
export function missedCapture(
  collection: Pick<SceneCollection, 'sources' | 'scenes'>,
  sceneId: string,
  captures: StudioMediaState['captures'],
): MissedCapture | null {
  const missed = capturesInUse(collection, sceneId).flatMap((source) => {
    const state = captures.get(source.id);
    return state !== undefined && isMissed(state) ? [{ source, state }] : [];
  });
  const [gravest] = missed.toSorted((a, b) => gravity.indexOf(a.state.status) - gravity.indexOf(b.state.status));
  return gravest === undefined ? null : { ...gravest, others: missed.length - 1 };
}

const isMissed = (state: CaptureState): state is CaptureState & MissedState =>
  state.status !== 'live' && state.status !== 'asking';
