import { useId, useState } from 'react';
import type { ActiveBroadcast } from '../../../shared/studio-state.js';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { FieldNote } from '../../ui/text-field.js';
import { goLiveWords as words } from './golive-words.js';
import { useRewrite } from './use-rewrite.js';

/**
 * What stands below the title for viewers: of the broadcast that is on, else of the next one. The next one's is kept when the
 * field is left; what viewers have before them changes only when the creator says so.
 */
export function DescriptionField({ broadcast }: { readonly broadcast: ActiveBroadcast | null }) {
  const next = useEngineState(({ settings }) => settings.studio.description);
  const update = useCommand('updateSettings');
  const { rewrite, isReady } = useRewrite();
  const [draft, setDraft] = useState<string | null>(null);
  const id = useId();
  const kept = broadcast?.description ?? next;
  const isChanged = draft !== null && draft !== kept;
  const keep = async () => {
    if (draft === null) return;
    const isKept =
      !isChanged ||
      (broadcast === null
        ? (await update.run({ patch: { studio: { description: draft } } })) !== null
        : await rewrite(broadcast, 'description', draft));
    // what was refused stays in the field, to be mended
    if (isKept) setDraft(null);
  };
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-xs font-semibold tracking-wide text-muted">
        {words.description}
      </label>
      <textarea
        id={id}
        rows={3}
        maxLength={5000}
        value={draft ?? kept}
        aria-describedby={`${id}-note`}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={() => {
          if (broadcast === null || !isChanged) void keep();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setDraft(null);
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void keep();
        }}
        className="min-h-18 w-full resize-y rounded-control border border-line-strong bg-sunken px-3 py-2 text-sm text-text"
      />
      {broadcast !== null && isChanged && (
        <div className="flex flex-wrap gap-2">
          <Button size="small" variant="primary" disabled={!isReady} onClick={() => void keep()}>
            {words.keepDescription}
          </Button>
          <Button size="small" onClick={() => setDraft(null)}>
            {words.leaveDescription}
          </Button>
        </div>
      )}
      <FieldNote id={`${id}-note`} hint={broadcast === null ? words.descriptionHint : words.descriptionOnAir} />
    </div>
  );
}
