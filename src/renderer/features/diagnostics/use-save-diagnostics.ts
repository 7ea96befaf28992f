import { useEngineState } from '../../stores/studio-context.js';
import { useToasts } from '../../stores/toast-store.js';
import { useCommand } from '../../stores/use-command.js';
import { diagnosticsWords } from './diagnostics-words.js';

interface SaveDiagnostics {
  /** Null: about the newest broadcast. */
  readonly save: (broadcastId: string | null) => Promise<void>;
  readonly isBusy: boolean;
  readonly isReady: boolean;
}

/**
 * Saves diagnostics: where the engine has a desk it shows the file there, else the browser downloads it. Uploaded, too,
 * where the settings name a destination for them.
 */
export function useSaveDiagnostics(): SaveDiagnostics {
  const { run, isBusy, isReady } = useCommand('saveDiagnostics');
  const canReveal = useEngineState((state) => state.engine.canReveal);
  const upload = useEngineState(({ destinations, settings }) =>
    destinations.some(({ id }) => id === settings.publish.diagnosticsDestinationId),
  );
  const show = useToasts((view) => view.show);
  const save = async (broadcastId: string | null): Promise<void> => {
    const answer = await run({ broadcastId, upload });
    if (answer === null) return;
    if (!canReveal) download('/api/export/diagnostics', answer.fileName);
    show(diagnosticsWords(answer));
  };
  return { save, isBusy, isReady };
}

function download(url: string, fileName: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
}
