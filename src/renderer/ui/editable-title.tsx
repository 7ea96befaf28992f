import { clsx } from 'clsx';
import { Check, Pencil, X } from 'lucide-react';
import { useState } from 'react';
import { useCommand } from '../stores/use-command.js';
import { IconButton } from './icon-button.js';
import { uiWords } from './ui-words.js';

interface EditableTitleProps {
  readonly broadcastId: string;
  readonly title: string;
  readonly heading: 'h1' | 'h2' | 'h3';
  readonly className?: string;
}

/** A broadcast's title, renamed in place. Enter keeps, Escape leaves as it was. */
export function EditableTitle({ broadcastId, title, heading: Heading, className }: EditableTitleProps) {
  const rename = useCommand('renameBroadcast');
  const [draft, setDraft] = useState<string | null>(null);
  if (draft === null) {
    return (
      <div className="flex min-w-0 items-center gap-1">
        <Heading className={clsx('truncate', className)} title={title}>
          {title}
        </Heading>
        <IconButton
          icon={Pencil}
          label={uiWords.rename(title)}
          className="size-7"
          disabled={!rename.isReady}
          onClick={() => setDraft(title)}
        />
      </div>
    );
  }
  const wanted = draft.trim();
  const save = async () => {
    if (wanted === title || (await rename.run({ broadcastId, title: wanted })) !== null) setDraft(null);
  };
  return (
    <form
      className="flex min-w-0 flex-1 items-center gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== '') void save();
      }}
    >
      <input
        autoFocus
        aria-label={uiWords.renameField}
        value={draft}
        maxLength={200}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setDraft(null);
        }}
        className="h-8 w-full max-w-md min-w-0 rounded-control border border-accent bg-sunken px-2.5 text-base text-text"
      />
      <IconButton icon={Check} type="submit" label={uiWords.saveTitle} disabled={!rename.isReady || wanted === ''} />
      <IconButton icon={X} label={uiWords.leaveTitle} onClick={() => setDraft(null)} />
    </form>
  );
}
