import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { CopyButton } from '../../ui/copy-button.js';
import { CopyField } from './copy-field.js';
import { ingestWords } from './ingest-words.js';

/** Where the encoder sends to: this computer's address, and the network's when that is allowed. */
export function ServerField() {
  const urls = useEngineState(({ rtmp }) => rtmp.urls);
  const allowsLan = useEngineState(({ settings }) => settings.network.allowLanEncoders);
  const [here = '', ...network] = urls;
  return (
    <div className="grid gap-3">
      <CopyField label={ingestWords.server.label} value={here} hint={allowsLan ? undefined : <AllowLanEncoders />}>
        <CopyButton text={here} what={ingestWords.server.what} disabled={here === ''} />
      </CopyField>
      {network.map((url) => (
        <CopyField key={url} label={ingestWords.server.elsewhere} value={url}>
          <CopyButton text={url} what={ingestWords.server.elsewhereWhat} />
        </CopyField>
      ))}
    </div>
  );
}

function AllowLanEncoders() {
  const update = useCommand('updateSettings');
  return (
    <>
      {ingestWords.server.ask}{' '}
      <button
        type="button"
        disabled={!update.isReady}
        onClick={() => void update.run({ patch: { network: { allowLanEncoders: true } } })}
        className="font-medium text-accent-text underline underline-offset-2 hover:enabled:no-underline disabled:opacity-50"
      >
        {ingestWords.server.allow}
      </button>
    </>
  );
}
