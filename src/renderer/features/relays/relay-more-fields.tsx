import { ChevronRight } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { ServicePreset } from '../../../shared/relays.js';
import { Segmented } from '../../ui/segmented.js';
import { AddressField } from './address-field.js';
import type { RelayProblems } from './check-relay-draft.js';
import { FeedField } from './feed-field.js';
import { backupOf, withPlace, type RelayDraft } from './relay-draft.js';
import { relayPageWords } from './relay-page-words.js';
import type { RelayForm } from './use-relay-form.js';

const whileGone = [
  { value: 'hold', label: relayPageWords.more.hold },
  { value: 'hang-up', label: relayPageWords.more.hangUp },
] as const;

interface RelayMoreFieldsProps {
  readonly preset: ServicePreset;
  readonly draft: RelayDraft;
  readonly problems: RelayProblems;
  readonly form: Pick<RelayForm, 'edit' | 'splitOff' | 'note'>;
  /** The backup's own key. */
  readonly backupKey: ReactNode;
}

/** What most people never need: another backup, a rendition, what happens while the source is gone. */
export function RelayMoreFields({ preset, draft, problems, form, backupKey }: RelayMoreFieldsProps) {
  const { edit, splitOff, note } = form;
  const [isOpen, setIsOpen] = useState(draft.feed !== 'auto');
  const backup = backupOf(draft, preset);
  const hasProblem = problems.backupUrl !== undefined || problems.backupKey !== undefined;
  return (
    <details
      open={isOpen || hasProblem || note?.field === 'backupUrl'}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
      className="group -mx-5 border-y border-line"
    >
      <summary className="flex cursor-pointer list-none items-center gap-1.5 px-5 py-3 text-sm font-medium text-muted hover:text-text">
        <ChevronRight aria-hidden className="size-4 shrink-0 transition-transform group-open:rotate-90" />
        <span className="min-w-0 flex-1">{relayPageWords.more.title}</span>
        {backup !== '' && <span className="text-xs font-normal">{relayPageWords.more.hasBackup}</span>}
      </summary>
      <div className="grid gap-4 px-5 pt-1 pb-5">
        <AddressField
          label={relayPageWords.more.backup}
          isOptional
          name="backupUrl"
          value={backup}
          placeholder={preset.urlPlaceholder}
          hint={relayPageWords.more.backupHint}
          problem={problems.backupUrl}
          note={note?.field === 'backupUrl' ? note.words : null}
          onChange={(backupUrl) => edit(withPlace(draft, preset, { backupUrl }))}
          onPasted={(text) => splitOff('backupUrl', text, true)}
          onBlur={() => splitOff('backupUrl', backup, false)}
        />
        {backup.trim() !== '' && backupKey}
        <FeedField value={draft.feed} onChange={(feed) => edit({ ...draft, feed })} />
        <div className="grid justify-items-start gap-1.5">
          <p className="text-xs font-medium text-muted">{relayPageWords.more.gone}</p>
          <Segmented
            label={relayPageWords.more.gone}
            value={draft.whileSourceIsGone ?? preset.whileSourceIsGone}
            options={whileGone}
            onChange={(whileSourceIsGone) => edit({ ...draft, whileSourceIsGone })}
          />
          <p className="text-xs text-muted">
            {preset.whileSourceIsGone === 'hold' ? relayPageWords.more.holdNote : relayPageWords.more.hangUpNote}
          </p>
        </div>
      </div>
    </details>
  );
}
