import { FolderOpen, Link2 } from 'lucide-react';
import { useId, useState } from 'react';
import { desktopHost } from '../../app/desktop-host.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { ChoiceCard } from './choice-card.js';
import { startWords } from './start-words.js';

/** A camera, another stream or a file that ffmpeg can read. */
export function AddressCard() {
  const start = useCommand('startUrl');
  const [url, setUrl] = useState('');
  const id = useId();
  const address = url.trim();
  const choose = async (): Promise<void> => {
    const answer = await desktopHost?.pickFile('programme');
    if (answer?.ok === true && answer.value !== null) setUrl(answer.value);
  };
  return (
    <ChoiceCard icon={Link2} title={startWords.address} lead={startWords.addressLead}>
      <form
        className="grid gap-1.5"
        onSubmit={(event) => {
          event.preventDefault();
          if (address !== '') void start.run({ url: address });
        }}
      >
        <label htmlFor={id} className="text-xs font-medium text-muted">
          {startWords.addressField}
        </label>
        <div className="flex flex-wrap gap-2">
          <input
            id={id}
            value={url}
            maxLength={4096}
            spellCheck={false}
            autoComplete="off"
            placeholder="rtsp://camera.local/stream"
            onChange={(event) => setUrl(event.currentTarget.value)}
            className="h-9 min-w-40 flex-1 rounded-control border border-line-strong bg-sunken px-3 text-sm text-text placeholder:text-muted"
          />
          {desktopHost !== null && (
            <Button icon={FolderOpen} onClick={() => void choose()}>
              {startWords.chooseFile}
            </Button>
          )}
          <Button type="submit" isBusy={start.isBusy} disabled={!start.isReady || address === ''}>
            {startWords.goLive}
          </Button>
        </div>
      </form>
    </ChoiceCard>
  );
}
