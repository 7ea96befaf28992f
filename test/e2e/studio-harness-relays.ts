import type { StateStore, StudioCommands } from '../../src/engine/serve/studio-api.js';
import { nextRelaysOf, uplinkOf } from '../../src/engine/relay/uplink-watch.js';
import type { CommandInput, CommandName } from '../../src/shared/commands.js';
import type { SourceInfo } from '../../src/shared/domain.js';
import { AppError } from '../../src/shared/errors.js';
import type { Relay, RelayRun } from '../../src/shared/relays.js';
import type { StudioState } from '../../src/shared/studio-state.js';

/** Commands about relays. */
export type RelayCommandName = Extract<CommandName, `${string}Relay` | `${string}Relays`>;

/** A command as it came in. */
export type SentRelayCommand = {
  [N in RelayCommandName]: { readonly name: N; readonly input: CommandInput<N> };
}[RelayCommandName];

/** Whoever wants to save this key is refused, for a reason that only an engine can know. */
export const refusedKey = 'live_refused_0000';

/** A relay of a broadcast that has just been taken along. */
export function freshRun(relayId: string, more: Partial<RelayRun> = {}): RelayRun {
  return {
    relayId,
    status: 'connecting',
    via: 'primary',
    reason: null,
    bitrate: null,
    sentBytes: 0,
    liveSinceMs: null,
    droppedFrames: 0,
    reconnects: 0,
    lagMs: null,
    feed: null,
    ...more,
  };
}

/** What the engine says of the relays that go along, for what the last encoder sent; null: there was none. */
export function forecast(
  state: StudioState,
  enabledIds: readonly string[],
  lastSource: SourceInfo | null = null,
): Pick<StudioState, 'nextRelays' | 'uplink'> {
  const nextRelays = nextRelaysOf(state, enabledIds, lastSource);
  return { nextRelays, uplink: uplinkOf({ ...state, nextRelays }, state.doctor?.report.upload?.bitsPerSecond ?? null) };
}

/** What the state shows after each command about relays; the pushing behind them is the engine's and not tested here. */
export function relayCommands(
  store: StateStore,
  onCommand: (command: SentRelayCommand) => void,
): Pick<StudioCommands, RelayCommandName> {
  const update = (change: (draft: StudioState) => void) => {
    store.update((draft) => {
      change(draft);
      const enabled = draft.relays.filter(({ config }) => config.isEnabled).map(({ id }) => id);
      Object.assign(draft, forecast(draft, enabled));
    });
    return Promise.resolve({});
  };
  const setRun = (id: string, run: RelayRun) =>
    update(({ broadcast, relays }) => {
      if (broadcast === null) throw new AppError('broadcast.not-found', 'Expected a broadcast, got none');
      const others = broadcast.relays.filter(({ relayId }) => relayId !== id);
      const rank = ({ relayId }: RelayRun) => relays.findIndex((relay) => relay.id === relayId);
      broadcast.relays = [...others, run].toSorted((a, b) => rank(a) - rank(b));
    });
  return {
    saveRelay: (input) => {
      onCommand({ name: 'saveRelay', input });
      if (input.keys.key === refusedKey) {
        const details = { field: 'key', why: 'the key is one of another service' };
        throw new AppError('relay.invalid', 'Expected a relay that can be used', { details });
      }
      const id = input.id ?? `relay-${store.get().relays.length + 1}`;
      return update((draft) => {
        const index = draft.relays.findIndex((relay) => relay.id === id);
        const saved = savedRelay(id, input, draft.relays[index] ?? null);
        if (index < 0) draft.relays.push(saved);
        else draft.relays[index] = saved;
      }).then(() => ({ id }));
    },
    deleteRelay: (input) => {
      onCommand({ name: 'deleteRelay', input });
      return update((draft) => {
        draft.relays = draft.relays.filter(({ id }) => id !== input.id);
      });
    },
    orderRelays: (input) => {
      onCommand({ name: 'orderRelays', input });
      const rank = ({ id }: Relay) => (input.ids.includes(id) ? input.ids.indexOf(id) : input.ids.length);
      return update((draft) => void draft.relays.sort((a, b) => rank(a) - rank(b)));
    },
    startRelay: (input) => {
      onCommand({ name: 'startRelay', input });
      return setRun(input.id, freshRun(input.id));
    },
    stopRelay: (input) => {
      onCommand({ name: 'stopRelay', input });
      return setRun(input.id, freshRun(input.id, { status: 'idle' }));
    },
    testRelay: (input) => {
      onCommand({ name: 'testRelay', input });
      return update((draft) => {
        const config = input.draft?.config ?? draft.relays.find(({ id }) => id === input.id)?.config;
        const preset = draft.relayServices.find(({ service }) => service === config?.service);
        draft.relayTest = {
          relayId: input.id,
          relayName: config?.name ?? '',
          startedAtMs: Date.now(),
          status: 'running',
          via: input.via,
          steps: [],
          reason: null,
          isKeyUntested: preset?.canTestKey === false,
        };
      });
    },
  };
}

/** As the engine answers: of keys only what may be shown. */
function savedRelay(id: string, { config, keys }: CommandInput<'saveRelay'>, before: Relay | null): Relay {
  const has = (key: string | null | undefined, was: boolean | undefined) =>
    key === undefined ? was === true : key !== null;
  return {
    id,
    config,
    hasKey: has(keys.key, before?.hasKey) || config.service === 'srt',
    keyHint: keys.key === undefined ? (before?.keyHint ?? null) : (keys.key?.slice(-4) ?? null),
    hasBackupKey: has(keys.backupKey, before?.hasBackupKey),
    hasPassphrase: has(keys.passphrase, before?.hasPassphrase),
    isTransient: false,
  };
}
