import { Eye, EyeOff, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { Input } from '../../../shared/studio-state.js';
import { wordsFor } from '../../app/words.js';
import { useIsConnected, useStudio } from '../../stores/studio-context.js';
import { StudioError } from '../../stores/studio-error.js';
import { useToasts } from '../../stores/toast-store.js';
import { useCommand } from '../../stores/use-command.js';
import { Confirm } from '../../ui/confirm.js';
import { CopyButton } from '../../ui/copy-button.js';
import { IconButton } from '../../ui/icon-button.js';
import { CopyField } from './copy-field.js';
import { ingestWords } from './ingest-words.js';

/** The stream key: hidden until asked for, fetched only then, and forgotten when hidden. */
export function KeyField({ input }: { readonly input: Input }) {
  const { client } = useStudio();
  const isConnected = useIsConnected();
  const show = useToasts((view) => view.show);
  const renew = useCommand('renewKey');
  const [key, setKey] = useState<string | null>(null);

  const fetchKey = async () => {
    try {
      return await client.revealKey(input.id);
    } catch (thrown) {
      const error = thrown instanceof StudioError ? thrown : new StudioError('internal', 'No key', { cause: thrown });
      show({ level: 'error', words: wordsFor(error.code, error.details) });
      return null;
    }
  };
  const renewKey = async () => {
    const answer = await renew.run({ inputId: input.id });
    if (answer !== null && key !== null) setKey(answer.key);
    if (answer !== null) {
      const action = ingestWords.key.renewed;
      show({ level: 'info', words: { title: ingestWords.key.renewedTitle, action } });
    }
  };

  return (
    <CopyField label={ingestWords.key.label} value={key ?? `••••••••••••${input.keyHint}`} hint={ingestWords.key.hint}>
      <IconButton
        icon={key === null ? Eye : EyeOff}
        label={key === null ? ingestWords.key.show : ingestWords.key.hide}
        disabled={!isConnected && key === null}
        onClick={() => (key === null ? void fetchKey().then(setKey) : setKey(null))}
      />
      <Confirm
        trigger={<IconButton icon={RefreshCw} label={ingestWords.key.renew} disabled={!renew.isReady} />}
        title={ingestWords.key.question}
        confirmLabel={ingestWords.key.confirm}
        onConfirm={() => void renewKey()}
      >
        {ingestWords.key.renewLead}
      </Confirm>
      <CopyButton text={key ?? fetchKey} what={ingestWords.key.what} disabled={!isConnected} />
    </CopyField>
  );
}
