import { Button } from '../../ui/button.js';
import { DialogFrame } from '../../ui/dialog-frame.js';
import { collectionWords as words } from './collection-words.js';

interface ObsFilesDialogProps {
  /** Paths, as the collection names them: text. */
  readonly paths: readonly string[];
  readonly onChoice: (mayTakeFiles: boolean) => void;
  /** Nothing is imported. */
  readonly onClose: () => void;
}

/** Asks before files of this computer are taken in because a collection of OBS names them. */
export function ObsFilesDialog({ paths, onChoice, onClose }: ObsFilesDialogProps) {
  return (
    <DialogFrame isOpen onClose={onClose} title={words.filesTitle} description={words.filesNote(paths.length)}>
      <ul
        aria-label={words.files}
        tabIndex={0}
        className="max-h-64 divide-y divide-line overflow-y-auto rounded-control border border-line"
      >
        {paths.map((path) => (
          <li key={path} className="px-3 py-1.5 text-xs break-all">
            {path}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => onChoice(false)}>{words.leaveFiles}</Button>
        <Button variant="primary" onClick={() => onChoice(true)}>
          {words.takeFiles}
        </Button>
      </div>
    </DialogFrame>
  );
}
