import { useState } from 'react';
import { Button } from '../../ui/button.js';
import { DialogFrame } from '../../ui/dialog-frame.js';
import { TextField } from '../../ui/text-field.js';
import { collectionWords as words } from './collection-words.js';

interface NameDialogProps {
  readonly title: string;
  readonly note?: string;
  readonly name: string;
  readonly confirm: string;
  readonly onDone: (name: string) => void;
  readonly onClose: () => void;
}

/** Asks what something shall be called. */
export function NameDialog({ title, note, name, confirm, onDone, onClose }: NameDialogProps) {
  const [draft, setDraft] = useState(name);
  const wanted = draft.trim();
  return (
    <DialogFrame isOpen onClose={onClose} title={title} {...(note !== undefined && { description: note })}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted === '') return;
          onDone(wanted);
          onClose();
        }}
      >
        <TextField
          autoFocus
          label={words.name}
          value={draft}
          maxLength={100}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setDraft(event.currentTarget.value)}
        />
        <Button type="submit" variant="primary" disabled={wanted === ''} className="justify-self-end">
          {confirm}
        </Button>
      </form>
    </DialogFrame>
  );
}
