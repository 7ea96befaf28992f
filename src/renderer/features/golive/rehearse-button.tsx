import { FlaskConical } from 'lucide-react';
import { useIsConnected } from '../../stores/studio-context.js';
import { useMedia } from '../../stores/studio-media-context.js';
import { Button } from '../../ui/button.js';
import { rehearsalWords as words } from './rehearsal-words.js';
import { useLivePhase, useShowDesk } from './show-context.js';

/** Begins a rehearsal. Nothing while a show is on. */
export function RehearseButton({ label = words.begin }: { readonly label?: string }) {
  const desk = useShowDesk();
  const { kind } = useLivePhase();
  const isConnected = useIsConnected();
  // before the worker composes there is nothing to send
  const isComposing = useMedia(({ figures }) => figures !== null);
  if (kind !== 'off' && kind !== 'refused' && kind !== 'ended') return null;
  return (
    <Button icon={FlaskConical} disabled={!isConnected || !isComposing} onClick={() => desk.begin('rehearse')}>
      {label}
    </Button>
  );
}
