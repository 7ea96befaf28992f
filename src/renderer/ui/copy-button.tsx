import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { wordsFor } from '../app/words.js';
import { useToasts } from '../stores/toast-store.js';
import { uiWords } from './ui-words.js';
import { Button } from './button.js';

interface CopyButtonProps {
  /** The text, or a way to fetch it; null when that failed (and has been said). */
  readonly text: string | (() => Promise<string | null>);
  /** What is copied, for those who hear the button: "Copy stream key". */
  readonly what: string;
  readonly disabled?: boolean;
  readonly variant?: 'primary' | 'secondary';
  readonly onCopied?: () => void;
}

/** Copies a text and says so for two seconds. */
export function CopyButton({ text, what, disabled = false, variant = 'secondary', onCopied }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false);
  const show = useToasts((view) => view.show);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    const value = typeof text === 'string' ? text : await text();
    if (value === null) return;
    try {
      await navigator.clipboard.writeText(value);
      setIsCopied(true);
      onCopied?.();
    } catch {
      // Refused by the browser, or the page is not in focus: the words say how to copy by hand.
      show({ level: 'error', words: wordsFor('studio.clipboard-refused') });
    }
  };
  return (
    <Button variant={variant} icon={isCopied ? Check : Copy} disabled={disabled} onClick={() => void copy()}>
      <span aria-live="polite">
        {isCopied ? uiWords.copied : uiWords.copy}
        <span className="sr-only"> {what}</span>
      </span>
    </Button>
  );
}
