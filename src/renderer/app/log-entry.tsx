import { clsx } from 'clsx';
import { Check, CircleX, Info, TriangleAlert } from 'lucide-react';
import type { Notice } from '../../shared/studio-state.js';
import { usePageNotices } from '../stores/page-notices.js';
import { useCommand } from '../stores/use-command.js';
import { formatDate } from '../ui/format.js';
import { IconButton } from '../ui/icon-button.js';
import { shellWords } from './shell-words.js';
import { wordsFor } from './words.js';

const looks = {
  info: { icon: Info, colour: 'text-accent-text' },
  warning: { icon: TriangleAlert, colour: 'text-warn-text' },
  error: { icon: CircleX, colour: 'text-danger-text' },
};

/** One notice of the log: what, what to do, when. */
export function LogEntry({ notice }: { readonly notice: Notice }) {
  const dismiss = useCommand('dismissNotice');
  const isOwn = usePageNotices(({ notices }) => notices.includes(notice));
  const dismissOwn = usePageNotices((view) => view.dismiss);
  const { title, action } = wordsFor(notice.reason.code, notice.reason.details);
  const { icon: Icon, colour } = looks[notice.level];
  return (
    <li className="flex items-start gap-3 py-3.5 pr-3 pl-5">
      <Icon aria-hidden className={clsx('mt-0.5 size-4 shrink-0', colour)} />
      <div className="grid min-w-0 flex-1 gap-0.5">
        <p className="font-medium">
          <span className="sr-only">{notice.level}: </span>
          {title}
        </p>
        <p className="text-sm text-muted">{action}</p>
        <time dateTime={new Date(notice.atMs).toISOString()} className="text-xs text-muted tabular-nums">
          {formatDate(notice.atMs)}
        </time>
      </div>
      <IconButton
        icon={Check}
        label={shellWords.log.done}
        disabled={!isOwn && !dismiss.isReady}
        onClick={() => (isOwn ? dismissOwn(notice.id) : void dismiss.run({ noticeId: notice.id }))}
      />
    </li>
  );
}
