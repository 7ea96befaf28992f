import type { ReactNode } from 'react';
import { Button } from '../../ui/button.js';
import { pickerWords as words } from './picker-words.js';
import type { OffersState } from './use-offers.js';

interface PickerNoteProps {
  readonly state: OffersState;
  readonly typed: string;
  readonly onOpenPermission: () => void;
}

/** In place of the list: why there is none. */
export function PickerNote({ state, typed, onOpenPermission }: PickerNoteProps) {
  if (state.status === 'looking') return <Middle lead={words.looking} />;
  if (state.status === 'failed') return <Middle title={words.failed.title} lead={words.failed.action} />;
  if (state.permission === 'denied') {
    return (
      <Middle title={words.denied.title} lead={words.denied.action}>
        <Button onClick={onOpenPermission}>{words.denied.open}</Button>
      </Middle>
    );
  }
  if (typed.trim() !== '' && state.offers.length > 0) return <Middle lead={words.nothingFound(typed.trim())} />;
  return <Middle title={words.nothing.title} lead={words.nothing.action} />;
}

interface MiddleProps {
  readonly title?: string;
  readonly lead: string;
  readonly children?: ReactNode;
}

function Middle({ title, lead, children }: MiddleProps) {
  return (
    <div
      role="status"
      className="grid h-96 min-h-36 shrink place-content-center justify-items-center gap-2 p-4 text-center"
    >
      {title !== undefined && <p className="text-base font-semibold">{title}</p>}
      <p className="max-w-md text-sm text-muted">{lead}</p>
      {children}
    </div>
  );
}
