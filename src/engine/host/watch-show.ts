import { studioInputId } from '../../shared/feed.js';
import type { ShowOn } from '../../shared/host-protocol.js';
import type { StudioState } from '../../shared/studio-state.js';
import type { Visibility } from '../../shared/visibility.js';

/** The slice of the engine's state store that is used. */
interface Watched {
  get(): Pick<StudioState, 'broadcast'>;
  subscribe(listener: () => void): () => void;
}

const kinds = { public: 'live', private: 'recording', unlisted: 'rehearsal' } as const satisfies Record<
  Visibility,
  ShowOn['is']
>;

function showOf({ broadcast }: Pick<StudioState, 'broadcast'>): ShowOn {
  if (broadcast === null || broadcast.status === 'ended' || broadcast.status === 'failed')
    return { is: 'off', isComposed: false };
  const { programme, visibility } = broadcast;
  return {
    is: kinds[visibility],
    isComposed: programme.kind === 'encoder' && programme.inputId === studioInputId,
  };
}

/** Tells what is on: now, and with every change. Answers what ends that. */
export function watchShow(store: Watched, tell: (show: ShowOn) => void): () => void {
  let told = '';
  const look = (): void => {
    const show = showOf(store.get());
    const text = JSON.stringify(show);
    if (text === told) return;
    told = text;
    tell(show);
  };
  look();
  return store.subscribe(look);
}
