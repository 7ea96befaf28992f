import { FolderOpen } from 'lucide-react';
import type { Recording } from '../../../shared/studio-state.js';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { IconButton } from '../../ui/icon-button.js';
import { libraryWords } from './library-words.js';

/** Shows the recording's folder, where the engine runs on a desk. */
export function RevealButton({ recording }: { readonly recording: Recording }) {
  const canReveal = useEngineState((state) => state.engine.canReveal);
  const reveal = useCommand('revealRecording');
  if (!canReveal) return null;
  return (
    <IconButton
      icon={FolderOpen}
      label={libraryWords.reveal(recording.title)}
      disabled={!reveal.isReady}
      onClick={() => void reveal.run({ broadcastId: recording.id })}
    />
  );
}
