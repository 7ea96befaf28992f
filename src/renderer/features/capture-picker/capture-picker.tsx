import { useRef } from 'react';
import { desktopHost } from '../../app/desktop-host.js';
import { DialogFrame } from '../../ui/dialog-frame.js';
import { PickerBody } from './picker-body.js';
import { usePickerRequest } from './picker-request.js';
import { pickerWords as words } from './picker-words.js';

/** The desktop app's picker of screens and windows. Once in the page; a browser has its own. */
export function CapturePicker() {
  const { wish, answer } = usePickerRequest();
  const search = useRef<HTMLInputElement>(null);
  if (desktopHost === null) return null;
  return (
    <DialogFrame
      isOpen={wish !== null}
      onClose={() => answer(false)}
      title={words.title}
      description={words.lead}
      isWide
      focusFirst={search}
    >
      {wish !== null && (
        <PickerBody host={desktopHost} wish={wish} search={search} onEnd={(isChosen) => answer(isChosen)} />
      )}
    </DialogFrame>
  );
}
