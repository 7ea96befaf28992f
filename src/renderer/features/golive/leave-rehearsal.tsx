import { useRef, useState } from 'react';
import { useEngineState } from '../../stores/studio-context.js';
import { Button } from '../../ui/button.js';
import { ForgetPublication, type PublicationAsked } from '../publish/forget-publication.js';
import { rehearsalWords as words } from './rehearsal-words.js';

/** The way out for a rehearsal whose destination does not let it be removed. Nothing while the destination is not known. */
export function LeaveRehearsal({ broadcastId }: { readonly broadcastId: string }) {
  const recording = useEngineState(({ recordings }) => recordings.find(({ id }) => id === broadcastId) ?? null);
  const button = useRef<HTMLButtonElement>(null);
  const [asked, setAsked] = useState<PublicationAsked | null>(null);
  const publication = recording?.publications[0];
  if (recording === null || publication === undefined) return null;
  const { destinationId, destinationName } = publication;
  return (
    <>
      <Button
        ref={button}
        onClick={() => setAsked({ broadcastId, title: recording.title, destinationId, destinationName })}
      >
        {words.leave}
      </Button>
      <ForgetPublication asked={asked} onClose={() => setAsked(null)} returnFocusTo={button} />
    </>
  );
}
