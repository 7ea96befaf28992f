import { Download, FileVideo } from 'lucide-react';
import type { Recording } from '../../../shared/studio-state.js';
import { wordsFor } from '../../app/words.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { formatBytes } from '../../ui/format.js';
import { ProgressBar } from '../../ui/progress-bar.js';
import { libraryWords } from './library-words.js';

/** Save as MP4: asked for, under way, ready to fetch, or failed with the reason. */
export function ExportControl({ recording }: { readonly recording: Recording }) {
  const save = useCommand('exportMp4');
  const { id, title, status, export: state } = recording;
  if (state?.status === 'running') {
    const percent = Math.round(state.progress * 100);
    return (
      <div className="flex h-9 w-40 items-center gap-2.5 px-1 text-xs whitespace-nowrap text-muted tabular-nums">
        <ProgressBar value={state.progress} label={libraryWords.export.saving(title)} />
        {libraryWords.export.progress(percent)}
      </div>
    );
  }
  if (state?.status === 'done') {
    return (
      <a
        href={`/api/export/${id}`}
        download={state.fileName}
        className="inline-flex h-9 items-center gap-2 rounded-control bg-accent-soft px-3.5 text-sm font-medium text-accent-text transition-[filter] hover:brightness-110"
      >
        <Download aria-hidden className="size-4" />
        {libraryWords.export.done(formatBytes(state.sizeBytes))}
        <span className="sr-only">{libraryWords.export.download(title)}</span>
      </a>
    );
  }
  const failure = state === null ? null : wordsFor(state.reason.code, state.reason.details);
  return (
    <>
      {failure !== null && (
        <p role="status" className="max-w-52 text-xs text-danger-text">
          {failure.title}. {failure.action}
        </p>
      )}
      <Button
        icon={FileVideo}
        isBusy={save.isBusy}
        disabled={!save.isReady || status === 'live' || status === 'failed'}
        onClick={() => void save.run({ broadcastId: id })}
      >
        {libraryWords.export.save}
        <span className="sr-only">“{title}”</span>
      </Button>
    </>
  );
}
