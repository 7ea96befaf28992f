import type { SceneSource } from '../../../shared/scenes/scene-source.js';
import { desktopHost } from '../../app/desktop-host.js';
import { wordsFor } from '../../app/words.js';
import type { CaptureState } from '../../media/studio-media.js';
import { sourceWords } from '../sources/source-words.js';

/**
 * Why the programme has a placeholder, or nothing, where this source should be, in words for the creator; null: nothing is wrong.
 * The programme itself does not say it: viewers would read it.
 */
export function itemTrouble({ kind }: Pick<SceneSource, 'kind'>, state: CaptureState | undefined): string | null {
  if (kind.type === 'web' && desktopHost === null) return sourceWords.inDesktopApp;
  if (kind.type === 'web' && kind.url === '') return sourceWords.noAddress;
  if ((kind.type === 'image' || kind.type === 'media') && kind.assetId === null) return sourceWords.noFile;
  switch (state?.status) {
    case 'gone':
    case 'denied':
      return wordsFor(state.reason.code, state.reason.details).title;
    case 'idle':
      if (kind.type === 'camera') return sourceWords.notOn;
      return kind.type === 'display' ? wordsFor('capture.not-shared').title : null;
    case 'asking':
    case 'live':
    case 'frozen':
    case undefined:
      return null;
  }
}
