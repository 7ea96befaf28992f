import { LifeBuoy } from 'lucide-react';
import { MenuItem, MenuLine } from '../../ui/menu.js';
import { diagnosticsGroupWords } from './diagnostics-words.js';
import { useSaveDiagnostics } from './use-save-diagnostics.js';

/** "Save diagnostics" of one broadcast, in the menu of its row. */
export function DiagnosticsItem({ broadcastId }: { readonly broadcastId: string }) {
  const { save, isReady } = useSaveDiagnostics();
  return (
    <>
      <MenuLine />
      <MenuItem icon={LifeBuoy} disabled={!isReady} onSelect={() => void save(broadcastId)}>
        {diagnosticsGroupWords.save}
      </MenuItem>
    </>
  );
}
