import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { ActiveBroadcast } from '../../../shared/studio-state.js';
import type { StudioGlance } from '../../../shared/studio-glance.js';
import { bestLink } from '../../stores/best-link.js';
import type { StudioMediaState } from '../../media/studio-media.js';
import type { LivePhase } from '../golive/live-phase.js';
import { isSharing } from './is-quiet.js';

const purposes = { live: 'live', record: 'recording', rehearse: 'rehearsal' } as const;

function showOf(phase: LivePhase): StudioGlance['show'] {
  switch (phase.kind) {
    case 'off':
    case 'ended':
    case 'refused':
      return 'off';
    case 'connecting':
    case 'starting':
    case 'ending':
      return 'changing';
    case 'busy':
    case 'elsewhere':
      return 'other';
    case 'live':
    case 'interrupted':
      return purposes[phase.purpose];
    default:
      return phase.kind;
  }
}

interface GlanceFacts {
  readonly phase: LivePhase;
  readonly isPaused: boolean;
  readonly captures: StudioMediaState['captures'];
  readonly collection: SceneCollection | null;
  readonly broadcast: ActiveBroadcast | null;
}

/** The studio at a glance, as the desktop's tray shows it. */
export function glanceOf({ phase, isPaused, captures, collection, broadcast }: GlanceFacts): StudioGlance {
  const microphones = (collection?.sources ?? []).filter(
    ({ kind, sound }) => kind.type === 'microphone' && sound !== null,
  );
  const isHeard = microphones.some(({ sound }) => sound?.isMuted === false);
  return {
    show: showOf(phase),
    isPaused,
    isSharing: isSharing(collection, captures),
    microphones: microphones.length === 0 ? 'none' : isHeard ? 'heard' : 'muted',
    link: bestLink(broadcast?.links ?? [], 'watch')?.url ?? null,
  };
}
