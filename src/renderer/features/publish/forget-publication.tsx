import type { RefObject } from 'react';
import { useCommand } from '../../stores/use-command.js';
import { Confirm } from '../../ui/confirm.js';
import { publishWords } from './publish-words.js';

/** A recording at a destination, as it is asked about. */
export interface PublicationAsked {
  readonly broadcastId: string;
  readonly title: string;
  readonly destinationId: string;
  readonly destinationName: string;
}

interface ForgetPublicationProps {
  /** Null: nobody asks. */
  readonly asked: PublicationAsked | null;
  readonly onClose: () => void;
  readonly returnFocusTo: RefObject<HTMLElement | null>;
}

/** Forgets that a recording is at a destination, after saying what that means: for a bucket that is gone for good. */
export function ForgetPublication({ asked, onClose, returnFocusTo }: ForgetPublicationProps) {
  const forget = useCommand('forgetPublication');
  const place = asked?.destinationName ?? 'there';
  return (
    <Confirm
      isOpen={asked !== null}
      returnFocusTo={returnFocusTo}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={publishWords.forget.question(asked?.title ?? '', place)}
      confirmLabel={publishWords.forget.confirm}
      cancelLabel={publishWords.forget.cancel}
      onConfirm={() => {
        if (asked !== null) void forget.run({ broadcastId: asked.broadcastId, destinationId: asked.destinationId });
      }}
    >
      {publishWords.forget.lead}
    </Confirm>
  );
}
