import { clsx } from 'clsx';
import { CircleX, Info, TriangleAlert, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useToasts, type Toast } from '../stores/toast-store.js';
import { Button } from '../ui/button.js';
import { IconButton } from '../ui/icon-button.js';
import { shellWords } from './shell-words.js';

const looks = {
  info: { icon: Info, colour: 'text-accent-text' },
  warning: { icon: TriangleAlert, colour: 'text-warn-text' },
  error: { icon: CircleX, colour: 'text-danger-text' },
};
/** How long a toast stays. Errors are read twice. */
const staysMs = { info: 6000, warning: 10_000, error: 14_000 };

/**
 * On the studio page above its dock and beside its side column (compose-page.tsx, side-column.tsx): the faders stay free, as the
 * buttons of the live bar do.
 */
const aboveDock = [
  'sm:group-has-data-dock/shell:right-[17.75rem] xl:group-has-data-dock/shell:right-[20.75rem]',
  'sm:group-has-data-dock/shell:bottom-[calc(min(15rem,40vh)+2.75rem)]',
  'group-has-data-dock/shell:max-h-[calc(60vh-6.75rem)]',
].join(' ');
/** The newest at the bottom; older ones that do not fit above it stand in columns beside, which are cut away whole. */
const stack =
  'flex flex-col-reverse flex-wrap content-start gap-x-8 gap-y-2 overflow-clip [overflow-clip-margin:0.75rem]';

/** The toasts: at the lower right, where no control that is needed is under them. */
export function Toaster() {
  const toasts = useToasts((view) => view.toasts);
  return (
    <ol
      aria-live="polite"
      aria-label={shellWords.toasts.label}
      className={clsx(
        'pointer-events-none fixed right-4 bottom-20 z-30 max-h-[calc(100vh-6rem)] w-[min(24rem,calc(100vw-2rem))] sm:bottom-4',
        stack,
        aboveDock,
      )}
    >
      {toasts.toReversed().map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </ol>
  );
}

function ToastCard({ toast: { id, level, words, action } }: { readonly toast: Toast }) {
  const dismiss = useToasts((view) => view.dismiss);
  // while somebody is at it, by pointer or keyboard, it stays
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const isHeld = isPointed || isFocused;
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => dismiss(id), staysMs[level]);
    return () => clearTimeout(timer);
  }, [dismiss, id, level, isHeld]);
  const { icon: Icon, colour } = looks[level];
  return (
    <li
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      className="appear pointer-events-auto flex w-full shrink-0 items-start gap-3 rounded-card border border-line-strong bg-surface py-3 pr-2 pl-4 shadow-over"
    >
      <Icon aria-hidden className={clsx('mt-0.5 size-4 shrink-0', colour)} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          <span className="sr-only">{level}: </span>
          {words.title}
        </p>
        <p className="text-sm text-muted">{words.action}</p>
        {action !== undefined && (
          <Button
            size="small"
            className="mt-2"
            onClick={() => {
              action.run();
              dismiss(id);
            }}
          >
            {action.label}
          </Button>
        )}
      </div>
      <IconButton icon={X} label={shellWords.toasts.dismiss} className="-mt-1" onClick={() => dismiss(id)} />
    </li>
  );
}
