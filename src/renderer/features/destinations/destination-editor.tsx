import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { BucketCredentials, Destination, DestinationConfig } from '../../../shared/destinations.js';
import { goTo } from '../../app/use-route.js';
import { useEngineState } from '../../stores/studio-context.js';
import type { StudioError } from '../../stores/studio-error.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { checkDraft, isDestinationField, type DestinationField, type FieldProblems } from './check-draft.js';
import { checkKeys } from './check-keys.js';
import { DefaultSwitch } from './default-switch.js';
import { DestinationFields } from './destination-fields.js';
import { draftOf, emptyDraft, type DestinationDraft } from './destination-draft.js';
import { destinationWords } from './destination-words.js';
import { DoctorPanel } from './doctor-panel.js';
import { focusProblem } from './focus-problem.js';

interface DestinationEditorProps {
  readonly destination: Destination | null;
  /** When it is saved or left. Left out: back to the list in the settings. */
  readonly onDone?: () => void;
}

/** The form of a destination, and beside it the test of what the form says, saved or not. */
export function DestinationEditor({ destination, onDone = toList }: DestinationEditorProps) {
  const providers = useEngineState((state) => state.providers);
  const others = useEngineState((state) => state.destinations).filter(({ id }) => id !== destination?.id);
  const taken = others.map(({ config }) => config.name);
  const form = useRef<HTMLFormElement>(null);
  const save = useCommand('saveDestination');
  const makeDefault = useCommand('setDefaultDestination');
  const [isDefaultWanted, setIsDefaultWanted] = useState(true);
  const [draft, setDraft] = useState<DestinationDraft>(() =>
    destination === null ? emptyDraft(providers[0]?.id ?? 'generic') : draftOf(destination.config),
  );
  // A field is told off when it was left, not while it is typed in for the first time.
  const [left, setLeft] = useState<ReadonlySet<DestinationField>>(new Set());
  const [keyProblems, setKeyProblems] = useState<FieldProblems>({});
  const [refusals, setRefusals] = useState<FieldProblems>({});
  const info = providers.find(({ id }) => id === draft.provider) ?? providers[0];
  if (info === undefined) return null;

  const { problems } = checkDraft(draft, info, taken);
  const shown: FieldProblems = { ...refusals, ...keyProblems };
  for (const field of left) {
    const problem = problems[field];
    if (problem !== undefined) shown[field] = problem;
  }

  const edit = (next: DestinationDraft, leftField?: DestinationField) => {
    if (leftField === undefined) setRefusals({});
    else setLeft((before) => new Set([...before, leftField]));
    setDraft(next);
  };
  /** The whole form, or null: what is wrong is shown then, and the first of it has the focus. */
  const read = (): { config: DestinationConfig; credentials: BucketCredentials | null } | null => {
    if (form.current === null) return null;
    const checked = checkDraft(draft, info, taken);
    const keys = checkKeys(form.current, info, destination?.hasCredentials === true);
    // At once, so that the field is marked when it is looked for.
    flushSync(() => {
      setLeft(new Set(['name', 'bucket', 'prefix', 'endpoint', 'region', 'publicUrl']));
      setKeyProblems(keys.isValid ? {} : keys.problems);
    });
    if (checked.config !== null && keys.isValid) return { config: checked.config, credentials: keys.credentials };
    focusProblem(form.current);
    return null;
  };
  const onRefused = ({ code, details }: StudioError): boolean => {
    const field = String(details['field'] ?? '')
      .split('.')
      .at(-1);
    if (code !== 'destination.invalid' || !isDestinationField(field)) return false;
    const why = typeof details['why'] === 'string' ? details['why'] : destinationWords.editor.unusable;
    flushSync(() => setRefusals({ [field]: sentence(why) }));
    if (form.current !== null) focusProblem(form.current);
    return true;
  };
  const submit = async () => {
    const whole = read();
    if (whole === null) return;
    const saved = await save.run({ id: destination?.id ?? null, ...whole }, onRefused);
    if (saved === null) return;
    form.current?.reset();
    if (destination === null && isDefaultWanted) await makeDefault.run({ id: saved.id });
    onDone();
  };

  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)]">
      <form
        ref={form}
        noValidate
        aria-label={destinationWords.editor.label}
        className="grid min-w-0 grid-cols-1 gap-5 rounded-card border border-line bg-surface p-5 shadow-card"
        onInput={() => setKeyProblems({})}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <DestinationFields
          providers={providers}
          info={info}
          draft={draft}
          destination={destination}
          taken={taken}
          problems={shown}
          edit={edit}
        />
        {destination === null && <DefaultSwitch isOn={isDefaultWanted} onChange={setIsDefaultWanted} />}
        <div className="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
          <Button onClick={onDone}>{destinationWords.editor.cancel}</Button>
          <Button
            type="submit"
            variant="primary"
            isBusy={save.isBusy || makeDefault.isBusy}
            disabled={!save.isReady || !makeDefault.isReady}
          >
            {destinationWords.editor.save}
          </Button>
        </div>
      </form>
      <DoctorPanel destinationId={destination?.id ?? null} draft={draft} read={read} onRefused={onRefused} />
    </div>
  );
}

const toList = () => goTo('settings', 'destinations');
const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
