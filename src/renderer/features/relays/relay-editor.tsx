import { Info } from 'lucide-react';
import { useRef } from 'react';
import type { Relay, ServicePreset } from '../../../shared/relays.js';
import { goTo } from '../../app/use-route.js';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { RelayFields } from './relay-fields.js';
import { relayPageWords } from './relay-page-words.js';
import { RelayTestPanel } from './relay-test-panel.js';
import { isRunOn } from './relay-words.js';
import { useRelayForm } from './use-relay-form.js';

interface RelayEditorProps {
  readonly relay: Relay | null;
  readonly presets: readonly [ServicePreset, ...ServicePreset[]];
}

/** The form of a relay, and beside it the test of what the form says, saved or not. */
export function RelayEditor({ relay, presets }: RelayEditorProps) {
  const others = useEngineState((state) => state.relays).filter(({ id }) => id !== relay?.id);
  const isOn = useEngineState(({ broadcast }) =>
    isRunOn(broadcast?.relays.find(({ relayId }) => relayId === relay?.id) ?? null),
  );
  const taken = others.map(({ config }) => config.name);
  const ref = useRef<HTMLFormElement>(null);
  const save = useCommand('saveRelay');
  const form = useRelayForm(ref, relay, presets, taken);
  const submit = async () => {
    const whole = form.read();
    if (whole === null) return;
    const saved = await save.run({ id: relay?.id ?? null, ...whole }, form.onRefused);
    if (saved === null) return;
    ref.current?.reset();
    goTo('settings', 'relays');
  };
  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)]">
      <form
        ref={ref}
        noValidate
        aria-label={relayPageWords.editor.label}
        className="grid min-w-0 grid-cols-1 gap-5 rounded-card border border-line bg-surface p-5 shadow-card"
        onInput={form.onSecretTyped}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {isOn && <Hint>{relayPageWords.editor.onAir}</Hint>}
        {relay?.isTransient === true && <Hint>{relayPageWords.editor.transient}</Hint>}
        <RelayFields presets={presets} relay={relay} taken={taken} form={form} />
        <div className="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
          <Button onClick={() => goTo('settings', 'relays')}>{relayPageWords.editor.cancel}</Button>
          <Button type="submit" variant="primary" isBusy={save.isBusy} disabled={!save.isReady}>
            {relayPageWords.editor.save}
          </Button>
        </div>
      </form>
      <RelayTestPanel relayId={relay?.id ?? null} form={form} />
    </div>
  );
}

function Hint({ children }: { readonly children: string }) {
  return (
    <p className="flex items-start gap-2.5 rounded-control bg-accent-soft p-3 text-sm">
      <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-text" />
      <span className="min-w-0">{children}</span>
    </p>
  );
}
