import { CircleAlert, CircleCheck, CircleHelp, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Words } from '../../app/facts.js';
import { Button } from '../../ui/button.js';
import { obsWords as words } from './obs-words.js';

/** What became of setting an OBS up. */
export type ObsTold =
  | { readonly kind: 'asks'; readonly service: string }
  | { readonly kind: 'done'; readonly obsVersion: string; readonly server: string; readonly replaced: string | null }
  | { readonly kind: 'restored'; readonly service: string }
  | { readonly kind: 'problem'; readonly words: Words };

interface ObsAnswerProps {
  readonly told: ObsTold | null;
  /** The service that can be put back; null: none. */
  readonly replaced: string | null;
  readonly onReplace: (service: string) => void;
  readonly onLeave: () => void;
  readonly onPutBack: () => void;
}

/** Says what became of it, asks before a service is replaced, and offers to put that back. */
export function ObsAnswer({ told, replaced, onReplace, onLeave, onPutBack }: ObsAnswerProps) {
  return (
    <div className="grid gap-3 empty:hidden">
      <div role="status">{told !== null && <Said told={told} />}</div>
      {told?.kind === 'asks' && (
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" onClick={() => onReplace(told.service)}>
            {words.replace}
          </Button>
          <Button onClick={onLeave}>{words.leave}</Button>
        </div>
      )}
      {replaced !== null && told?.kind !== 'asks' && (
        <div className="flex flex-wrap items-center gap-3">
          {told?.kind !== 'done' && <p className="text-sm text-muted">{words.replaced(replaced)}</p>}
          <Button icon={Undo2} onClick={onPutBack}>
            {words.putBack}
          </Button>
        </div>
      )}
    </div>
  );
}

function Said({ told }: { readonly told: ObsTold }) {
  switch (told.kind) {
    case 'asks':
      return (
        <Line icon={<CircleHelp aria-hidden className={`${iconLook} text-warn-text`} />} note={words.askNote}>
          {words.ask(told.service)}
        </Line>
      );
    case 'done': {
      const replaced = told.replaced === null ? '' : ` ${words.replaced(told.replaced)}`;
      return (
        <Line
          icon={<CircleCheck aria-hidden className={`${iconLook} text-ok`} />}
          note={words.doneNote(told.server) + replaced}
        >
          {words.done(told.obsVersion)}
        </Line>
      );
    }
    case 'restored':
      return (
        <Line icon={<CircleCheck aria-hidden className={`${iconLook} text-ok`} />}>{words.restored(told.service)}</Line>
      );
    case 'problem':
      return (
        <Line icon={<CircleAlert aria-hidden className={`${iconLook} text-danger-text`} />} note={told.words.action}>
          <span className="text-danger-text">{told.words.title}.</span>
        </Line>
      );
  }
}

const iconLook = 'mt-0.5 size-4 shrink-0';

interface LineProps {
  readonly icon: ReactNode;
  readonly note?: string;
  readonly children: ReactNode;
}

function Line({ icon, note, children }: LineProps) {
  return (
    <p className="flex items-start gap-2.5 text-sm">
      {icon}
      <span className="min-w-0">
        <strong className="font-semibold">{children}</strong>{' '}
        {note !== undefined && <span className="text-muted">{note}</span>}
      </span>
    </p>
  );
}
