import type { CommandInput } from '../../shared/commands.js';
import { AppError } from '../../shared/errors.js';
import type { Relay, RelayRun } from '../../shared/relays.js';
import type { ActiveBroadcast } from '../../shared/studio-state.js';
import type { Service } from '../service.js';
import { checkRelay, invalidRelay } from './check-relay.js';
import type { EncodeTrouble } from './encode/encode-feed.js';
import { servicePreset } from './presets/service-presets.js';
import { relayAssignment } from './relay-assignment.js';
import type { RelayCommands } from './relay-commands.js';
import type { RelayProgramme } from './relay-feeds.js';
import { noRelayKeys, patchedKeys } from './relay-keys.js';
import { RelayShow, type RelayShowDependencies } from './relay-show.js';
import { RelayTestDesk, type RelayTestDeskDependencies } from './relay-test-desk.js';

export interface RelayDeskDependencies extends RelayShowDependencies, RelayTestDeskDependencies {
  readonly onRelays: (list: Relay[]) => void;
}

/**
 * What the studio does with relays, and what a broadcast does with those that go along. One thing after the other; a good-bye,
 * which may take seconds, holds up nobody but who asked for it.
 */
export class RelayDesk implements RelayCommands, Service {
  readonly name = 'relays';
  readonly #deps: RelayDeskDependencies;
  readonly #show: RelayShow;
  readonly #tests: RelayTestDesk;
  #queue: Promise<unknown> = Promise.resolve();
  #started: Promise<void> | null = null;
  #stopped: Promise<void> | null = null;

  constructor(dependencies: RelayDeskDependencies) {
    const logger = dependencies.logger.child({ component: 'relays' });
    this.#deps = { ...dependencies, logger };
    this.#show = new RelayShow(this.#deps);
    this.#tests = new RelayTestDesk(this.#deps);
  }

  start(): Promise<void> {
    this.#started ??= Promise.resolve().then(() => {
      const { store, runner, onRelays } = this.#deps;
      store.onChange((list) => onRelays([...list]));
      runner.onStates((states) => this.#show.update(states));
      onRelays(store.list());
    });
    return this.#started;
  }

  stop(): Promise<void> {
    this.#stopped ??= Promise.all([this.#tests.stop(), this.#beginInTurn(() => this.#show.end())]).then(
      () => undefined,
    );
    return this.#stopped;
  }

  /** A source is there, or another stay of it, or another ladder. Never rejects. */
  programmeBegins(programme: RelayProgramme): Promise<void> {
    return this.#quietly(() => this.#inTurn(() => this.#show.begin(programme)));
  }

  /** More is known of the source of the programme that is on. Never rejects. */
  programmeMeasured(programme: RelayProgramme): Promise<void> {
    return this.#quietly(() => this.#inTurn(() => this.#show.measured(programme)));
  }

  /** An encode that a feed is made by keeps ending; null: it is well again. Never rejects. */
  feedTrouble(feedId: string, trouble: EncodeTrouble | null): Promise<void> {
    return this.#quietly(() => this.#inTurn(() => this.#show.feedTrouble(feedId, trouble)));
  }

  /** The broadcast is over. Resolves once every service was told good-bye. Never rejects. */
  programmeEnds(): Promise<void> {
    return this.#quietly(() => this.#beginInTurn(() => this.#show.end()));
  }

  /** How those that were taken along stand, in the creator's order. */
  runs(): RelayRun[] {
    return this.#show.runs();
  }

  /** A broadcast's state with its relays in it. */
  withRelays(active: ActiveBroadcast): ActiveBroadcast {
    return { ...active, relays: this.runs() };
  }

  save({ id, config, keys }: Omit<CommandInput<'saveRelay'>, 'commandId'>): Promise<string> {
    return this.#inTurn(async () => {
      const saved = await this.#deps.store.save(id, config, keys);
      await this.#show.refresh(saved);
      return saved;
    });
  }

  delete(id: string): Promise<void> {
    return this.#inTurn(async () => {
      this.#deps.store.get(id);
      if (this.#show.isSending(id)) {
        throw new AppError('relay.in-use', `Expected relay ${id} to be stopped, got it sending`);
      }
      void this.#show.leave(id);
      this.#tests.forget(id);
      await this.#deps.store.remove(id);
      this.#show.forget(id);
    });
  }

  order(ids: readonly string[]): Promise<void> {
    return this.#inTurn(() => Promise.resolve(this.#deps.store.order(ids)));
  }

  take(id: string): Promise<void> {
    return this.#inTurn(() => this.#show.take(id));
  }

  leave(id: string): Promise<void> {
    return this.#beginInTurn(() => {
      this.#deps.store.get(id);
      return this.#show.leave(id);
    });
  }

  async test({ id, draft, via }: Omit<CommandInput<'testRelay'>, 'commandId'>): Promise<void> {
    const { store } = this.#deps;
    const stored = id === null ? noRelayKeys : await store.keys(id);
    if (id === null && draft === null) throw invalidRelay('id', 'there is nothing to test');
    if (draft !== null) store.hide(draft.keys);
    const config = draft?.config ?? store.get(id ?? '').config;
    const checked = checkRelay(config, patchedKeys(stored, draft?.keys ?? {}), []);
    const { primary, backup, passphrase } = relayAssignment(id ?? 'draft', checked.config, checked.keys);
    const end = via === 'primary' ? primary : backup;
    if (end === null) throw invalidRelay('backupUrl', 'it has no backup to test');
    const { canTestKey } = servicePreset(config.service);
    this.#tests.begin({
      about: { relayId: id, relayName: checked.config.name, via, isKeyUntested: !canTestKey },
      endpoint: { primary: end, passphrase },
    });
  }

  async #quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#deps.logger.error({ err: error }, 'The relays of a broadcast could not be looked after');
    }
  }

  /** What is begun in its turn goes on beside those that come next. */
  async #beginInTurn(begin: () => Promise<void>): Promise<void> {
    const { begun } = await this.#inTurn(() => Promise.resolve({ begun: begin() }));
    await begun;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined); // told to whoever asked for it
    return turn;
  }
}
