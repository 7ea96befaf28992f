import { Check, X } from 'lucide-react';
import { useState } from 'react';
import type { ActiveBroadcast } from '../../../shared/studio-state.js';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { IconButton } from '../../ui/icon-button.js';
import { goLiveWords as words } from './golive-words.js';
import { useRewrite } from './use-rewrite.js';

/**
 * The title, edited in place: of the broadcast that is on, else of the next one. Enter keeps, Escape leaves it as it was. The
 * next one's is kept when the field is left; half a title never comes before viewers.
 */
export function ShowTitle({ broadcast }: { readonly broadcast: ActiveBroadcast | null }) {
  const next = useEngineState(({ settings }) => settings.studio.title);
  const update = useCommand('updateSettings');
  const { rewrite, isReady } = useRewrite();
  const [draft, setDraft] = useState<string | null>(null);
  const kept = broadcast?.title ?? next;
  const wanted = draft?.trim() ?? kept;
  const isUnchanged = wanted === kept || (broadcast !== null && wanted === '');
  const keep = async () => {
    const isKept =
      isUnchanged ||
      (broadcast === null
        ? (await update.run({ patch: { studio: { title: wanted } } })) !== null
        : await rewrite(broadcast, 'title', wanted));
    // what was refused stays in the field, to be mended
    if (isKept) setDraft(null);
  };
  return (
    <div className="flex min-w-0 items-center">
      <input
        aria-label={words.title}
        placeholder={words.titlePlaceholder}
        value={draft ?? kept}
        maxLength={200}
        readOnly={!(update.isReady && isReady) && draft === null}
        autoComplete="off"
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={() => {
          if (draft !== null && (broadcast === null || isUnchanged)) void keep();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setDraft(null);
          if (event.key !== 'Enter') return;
          if (broadcast !== null && draft !== null) void keep();
          event.currentTarget.blur();
        }}
        className="h-8 w-full min-w-0 truncate rounded-control border border-transparent bg-transparent px-2 text-base font-semibold tracking-tight text-text placeholder:font-normal placeholder:text-muted hover:border-line hover:bg-sunken focus:border-accent focus:bg-sunken"
      />
      {broadcast !== null && draft !== null && !isUnchanged && (
        <>
          <IconButton icon={Check} label={words.keepTitle} disabled={!isReady} onClick={() => void keep()} />
          <IconButton icon={X} label={words.leaveTitle} onClick={() => setDraft(null)} />
        </>
      )}
    </div>
  );
}
