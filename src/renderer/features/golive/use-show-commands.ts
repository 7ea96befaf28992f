import { useSceneStudio } from '../../stores/scene-context.js';
import { useStudio } from '../../stores/studio-context.js';
import { useStudioMedia } from '../../stores/studio-media-context.js';
import { usePaletteCommands } from '../palette/commands.js';
import { useShowQuestion } from './ask-show-question.js';
import { showCommands, type ShowActs } from './show-commands.js';
import { useShowDesk } from './show-context.js';
import { useClip } from './use-clip.js';

interface TellingActs extends Pick<ShowActs, 'begin' | 'pause' | 'muteMaster' | 'muteMicrophones'> {
  /** Asks for the end of a show of this purpose, and says how it is taken back. */
  readonly toggle: ShowActs['askEnd'];
}

/** Offers the show's commands in the palette, on every page. `acts`: those that say what they did where the live bar is not in sight. */
export function useShowCommands({ begin, pause, muteMaster, muteMicrophones, toggle }: TellingActs): void {
  const desk = useShowDesk();
  const media = useStudioMedia();
  const scenes = useSceneStudio();
  const { store } = useStudio();
  const { clip, isBusy } = useClip();
  usePaletteCommands(() => {
    const status = store.getState().state?.broadcast?.status;
    const { collection } = scenes;
    const microphones = (collection?.sources ?? []).flatMap(({ kind, sound }) =>
      kind.type === 'microphone' && sound !== null ? [sound] : [],
    );
    return showCommands(
      {
        phase: desk.phase(),
        isPaused: media.state().isPaused,
        canClip: !isBusy && (status === 'live' || status === 'reconnecting'),
        isMuted: collection?.master.isMuted === true,
        areMicrophonesMuted: microphones.length === 0 ? null : microphones.every(({ isMuted }) => isMuted),
      },
      {
        begin,
        pause,
        muteMaster,
        muteMicrophones,
        askEnd: toggle,
        undoEnd: () => desk.undoEnd(),
        endNow: () => desk.endNow(),
        resume: () => desk.resume(),
        ask: (asked) => useShowQuestion.getState().ask(asked),
        clip: (seconds) => void clip(seconds),
      },
    );
  });
}
