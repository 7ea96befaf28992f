import { CopyButton } from '../../ui/copy-button.js';
import { destinationWords } from './destination-words.js';

interface MendDocumentProps {
  readonly text: string;
  /** Title of the check that it mends. */
  readonly about: string;
}

/** A document to paste at the provider, as the provider takes it. */
export function MendDocument({ text, about }: MendDocumentProps) {
  const label = destinationWords.test.document(about);
  return (
    <div className="overflow-hidden rounded-control border border-line bg-sunken">
      <div className="flex items-center justify-between gap-3 border-b border-line py-1.5 pr-1.5 pl-3">
        <span className="text-xs text-muted">{destinationWords.test.paste}</span>
        <CopyButton text={text} what={label} />
      </div>
      <pre
        role="region"
        aria-label={label}
        tabIndex={0}
        className="max-h-56 overflow-auto p-3 font-mono text-2xs leading-4 text-text"
      >
        {text}
      </pre>
    </div>
  );
}
