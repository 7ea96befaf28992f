import { PlugZap } from 'lucide-react';
import { useRef, useState } from 'react';
import { wordsFor } from '../../app/words.js';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/text-field.js';
import { ChoiceCard } from './choice-card.js';
import { ObsAnswer, type ObsTold } from './obs-answer.js';
import { useObsReplaced } from './obs-replaced.js';
import { obsWords as words } from './obs-words.js';

/** Writes server and key into a running OBS. What it had is asked about, and put back on request. The password is kept nowhere but in its field. */
export function ObsCard() {
  const inputId = useEngineState(({ inputs }) => inputs[0]?.id ?? null);
  const configure = useCommand('configureObs');
  const [isElsewhere, setIsElsewhere] = useState(false);
  const restore = useCommand('restoreObs');
  const form = useRef<HTMLFormElement>(null);
  const { service: replaced, keep } = useObsReplaced();
  const [told, setTold] = useState<ObsTold | null>(null);
  const obs = () => {
    const fields = new FormData(form.current ?? undefined);
    const typed = fields.get('address');
    const password = fields.get('password');
    return {
      address: isElsewhere && typeof typed === 'string' ? typed : null,
      password: typeof password === 'string' ? password : '',
    };
  };
  const write = async (replace: string | null) => {
    if (inputId === null) return;
    setTold(null);
    const answer = await configure.run({ ...obs(), inputId, replace }, ({ code, details }) => {
      const service = details['service'];
      const isAsked = code === 'obs.has-service' && typeof service === 'string';
      setTold(isAsked ? { kind: 'asks', service } : { kind: 'problem', words: wordsFor(code, details) });
      return true;
    });
    if (answer === null) return;
    // who may put it back needs the password once more
    if (answer.replaced === null) form.current?.reset();
    keep(answer.replaced);
    setTold({ kind: 'done', ...answer });
  };
  const putBack = async () => {
    setTold(null);
    const answer = await restore.run(obs(), ({ code, details }) => {
      setTold({ kind: 'problem', words: wordsFor(code, details) });
      return true;
    });
    if (answer === null) return;
    form.current?.reset();
    keep(null);
    setTold({ kind: 'restored', service: answer.service });
  };
  return (
    <ChoiceCard icon={PlugZap} title={words.title} lead={words.lead}>
      <form
        ref={form}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void write(null);
        }}
      >
        <TextField label={words.password} name="password" type="password" hint={words.passwordHint} />
        <label className="flex items-center gap-2.5 text-sm">
          <input
            type="checkbox"
            checked={isElsewhere}
            onChange={(event) => setIsElsewhere(event.currentTarget.checked)}
            className="size-4 accent-accent"
          />
          {words.elsewhere}
        </label>
        {isElsewhere && <TextField label={words.address} name="address" hint={words.addressHint} isMono required />}
        <Button
          type="submit"
          variant="primary"
          isBusy={configure.isBusy || restore.isBusy}
          disabled={!configure.isReady || inputId === null}
        >
          {words.action}
        </Button>
        <ObsAnswer
          told={told}
          replaced={replaced}
          onReplace={(service) => void write(service)}
          onLeave={() => setTold(null)}
          onPutBack={() => void putBack()}
        />
      </form>
    </ChoiceCard>
  );
}
