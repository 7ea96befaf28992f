import type { SceneSource } from '../../../shared/scenes/scene-source.js';
import type { SoundReach } from '../../media/sound/mix-plan.js';
import type { CaptureState } from '../../media/studio-media.js';
import { mixerWords as words } from './mixer-words.js';

/** What stands below a channel's name: what is wrong with it, else where its sound comes from. */
export function channelNote(source: SceneSource, capture: CaptureState | undefined, reach: SoundReach): string | null {
  if (capture?.status === 'asking' && source.kind.type === 'web') return words.loading;
  if (capture !== undefined && capture.status !== 'live' && capture.status !== 'idle')
    return words.state[capture.status];
  if (lacksSound(capture)) return source.kind.type === 'web' ? words.noPageSound : words.noSound;
  if (reach === 'alone') return words.alone;
  if (reach === 'absent') return words.notInScene;
  if (capture?.status === 'live' && capture.label !== '' && capture.label !== source.name) return capture.label;
  if (capture?.status === 'idle' && needsStart(source)) return words.state.idle;
  if (source.kind.type === 'microphone') return source.kind.device?.label ?? words.systemMicrophone;
  return null;
}

/** Whether it was shared without its sound, or that does not come. */
export const lacksSound = (capture: CaptureState | undefined): boolean =>
  capture?.status === 'live' && capture.hasSound === false;

const needsStart = ({ kind }: SceneSource): boolean => kind.type === 'display' || kind.type === 'microphone';
