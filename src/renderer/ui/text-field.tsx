import { clsx } from 'clsx';
import { CircleAlert } from 'lucide-react';
import { useId, type ComponentProps, type ReactNode } from 'react';
import { uiWords } from './ui-words.js';

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'id' | 'className'> {
  readonly label: string;
  readonly isOptional?: boolean;
  readonly hint?: ReactNode;
  /** What is wrong with the value, in words; takes the hint's place. */
  readonly problem?: string | undefined;
  readonly isMono?: boolean;
}

export const fieldLook =
  'h-9 w-full min-w-0 rounded-control border border-line-strong bg-sunken px-3 text-sm text-text placeholder:text-muted aria-invalid:border-live';

/** A line of text with its label, a hint, and what is wrong with it. */
export function TextField({ label, isOptional = false, hint, problem, isMono = false, ...input }: TextFieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = problem !== undefined || hint !== undefined;
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <label htmlFor={id} className="text-xs font-medium text-muted">
        {label}
        {isOptional && <span className="font-normal"> {uiWords.optional}</span>}
      </label>
      <input
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        {...input}
        id={id}
        aria-invalid={problem !== undefined}
        {...(hasNote && { 'aria-describedby': noteId })}
        className={clsx(fieldLook, isMono && 'font-mono')}
      />
      {hasNote && <FieldNote id={noteId} hint={hint} problem={problem} />}
    </div>
  );
}

interface FieldNoteProps {
  readonly id: string;
  readonly hint?: ReactNode;
  readonly problem?: string | undefined;
}

/** What stands below a field. */
export function FieldNote({ id, hint, problem }: FieldNoteProps) {
  if (problem === undefined) {
    return (
      <p id={id} className="text-xs text-muted">
        {hint}
      </p>
    );
  }
  return (
    <p id={id} className="flex items-start gap-1.5 text-xs text-danger-text">
      <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span className="min-w-0">{problem}</span>
    </p>
  );
}
