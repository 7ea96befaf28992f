import { KeyRound } from 'lucide-react';
import { useId } from 'react';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/text-field.js';
import type { RelaySecret } from './check-relay-draft.js';
import { relayPageWords } from './relay-page-words.js';

/** How a secret of the form stands: `stored` keeps what is stored, `typed` is an input, `removed` goes with the next save. */
export type SecretStanding = 'stored' | 'typed' | 'removed';

interface SecretFieldProps {
  readonly name: RelaySecret;
  readonly label: string;
  readonly standing: SecretStanding;
  /** Something is stored that an empty input keeps. */
  readonly isKept: boolean;
  /** The stored one's last characters; null: they are not known. */
  readonly tail: string | null;
  /** It may be left out altogether. */
  readonly isOptional: boolean;
  readonly hint?: string;
  readonly problem: string | undefined;
  readonly onStanding: (name: RelaySecret, standing: SecretStanding) => void;
}

/** A secret: entered once, masked from then on, replaced or removed. Uncontrolled on purpose: see check-relay-keys.ts. */
export function SecretField(props: SecretFieldProps) {
  const { name, label, standing, isKept, tail, isOptional, hint, problem, onStanding } = props;
  const id = useId();
  if (standing === 'typed' || problem !== undefined) {
    return (
      <TextField
        label={label}
        name={name}
        type="password"
        isMono
        isOptional={isOptional && !isKept}
        // "off" is ignored for passwords; this keeps browsers from offering the studio's other secrets here.
        autoComplete="new-password"
        maxLength={1024}
        problem={problem}
        {...(isKept && { placeholder: relayPageWords.secret.keep })}
        {...(hint !== undefined && { hint })}
      />
    );
  }
  return (
    <div role="group" aria-labelledby={`${id}-label`} className="grid min-w-0 content-start gap-1.5">
      <p id={`${id}-label`} className="text-xs font-medium text-muted">
        {label}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <p className="flex h-9 min-w-32 flex-1 items-center gap-2 rounded-control border border-line bg-sunken px-3 text-sm">
          <KeyRound aria-hidden className="size-4 shrink-0 text-muted" />
          {standing === 'removed' ? (
            <span className="text-warn-text">{relayPageWords.secret.removed}</span>
          ) : (
            <>
              <span aria-hidden className="font-mono">
                •••• {tail}
              </span>
              <span className="sr-only">
                {tail === null ? relayPageWords.secret.stored : relayPageWords.secret.storedAs(tail)}
              </span>
            </>
          )}
        </p>
        {standing === 'removed' ? (
          <Button onClick={() => onStanding(name, 'stored')}>
            {relayPageWords.secret.keepIt}
            <span className="sr-only">: {label}</span>
          </Button>
        ) : (
          <>
            <Button onClick={() => onStanding(name, 'typed')}>
              {relayPageWords.secret.replace}
              <span className="sr-only"> {label}</span>
            </Button>
            {isOptional && (
              <Button variant="ghost" onClick={() => onStanding(name, 'removed')}>
                {relayPageWords.secret.remove}
                <span className="sr-only"> {label}</span>
              </Button>
            )}
          </>
        )}
      </div>
    </div>
  );
}
