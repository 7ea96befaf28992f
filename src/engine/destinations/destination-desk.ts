import type { CommandInput } from '../../shared/commands.js';
import type { Destination, DestinationConfig } from '../../shared/destinations.js';
import { AppError } from '../../shared/errors.js';
import type { BucketTarget } from '../publish/s3/bucket-target.js';
import type { Service } from '../service.js';
import type { DestinationCommands } from './destination-commands.js';
import { placeOf } from './destination-place.js';
import { DoctorDesk, type DoctorDeskDependencies } from './doctor-desk.js';
import { isAt } from './check-destination.js';
import type { SqliteDestinationStore } from './sqlite-destination-store.js';

export interface DestinationDeskDependencies extends DoctorDeskDependencies {
  readonly store: SqliteDestinationStore;
  readonly published: PublishedThere;
  readonly onDestinations: (list: Destination[]) => void;
}

/** What is known of what was published at a destination. */
export interface PublishedThere {
  /** What is on its way there or from there: a broadcast, a backlog, a removal; null: nothing. */
  readonly useOf: (id: string) => string | null;
  /** Something was published there and not removed. */
  readonly hasObjects: (id: string) => boolean;
  /** Forgets all of it; the bucket keeps it. Throws `destination.in-use` (details.why as `useOf`). */
  readonly forget: (id: string) => void;
  /** Forgets what was published at destinations that are not there any more. */
  readonly forgetOrphans: () => void;
}

/** What the studio does with destinations. Changes happen one after the other. */
export class DestinationDesk implements DestinationCommands, Service {
  readonly name = 'destinations';
  readonly #store: SqliteDestinationStore;
  readonly #published: PublishedThere;
  readonly #onDestinations: (list: Destination[]) => void;
  readonly #doctor: DoctorDesk;
  #doctorOf: string | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #started: Promise<void> | null = null;

  constructor(dependencies: DestinationDeskDependencies) {
    this.#store = dependencies.store;
    this.#published = dependencies.published;
    this.#onDestinations = dependencies.onDestinations;
    this.#doctor = new DoctorDesk(dependencies);
  }

  /** Shows what is there, after forgetting what earlier command lines have left behind. */
  start(): Promise<void> {
    this.#started ??= Promise.resolve().then(() => {
      const { useOf, hasObjects, forgetOrphans } = this.#published;
      this.#store.prune((id) => useOf(id) !== null || hasObjects(id));
      forgetOrphans();
      this.#store.onChange((list) => this.#onDestinations([...list]));
      this.#onDestinations(this.#store.list());
    });
    return this.#started;
  }

  async stop(): Promise<void> {
    await this.#doctor.stop();
  }

  save({ id, config, credentials }: Omit<CommandInput<'saveDestination'>, 'commandId'>): Promise<string> {
    return this.#inTurn(() => {
      if (id !== null) this.#checkMove(id, config);
      return this.#store.save(id, config, credentials);
    });
  }

  delete(id: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.#store.remove(id, () => this.#published.forget(id));
      if (this.#doctorOf === id) this.#doctor.forget();
    });
  }

  setDefault(id: string | null): Promise<void> {
    return this.#inTurn(() => Promise.resolve(this.#store.setDefault(id)));
  }

  async test(input: Omit<CommandInput<'testDestination'>, 'commandId'>): Promise<void> {
    const target = await this.#targetOf(input);
    this.#doctorOf = input.id;
    this.#doctor.begin({ destinationId: input.id, target, fix: input.fix, create: input.create });
  }

  async #targetOf({ id, draft }: Omit<CommandInput<'testDestination'>, 'commandId'>): Promise<BucketTarget> {
    if (draft === null) {
      if (id !== null) return this.#store.target(id);
      throw new AppError('destination.invalid', 'Expected a destination or a draft to test, got neither', {
        details: { field: 'id', why: 'nothing to test' },
      });
    }
    const credentials = draft.credentials ?? (id === null ? null : await this.#store.keys(id));
    if (credentials === null) {
      throw new AppError('destination.no-credentials', 'Expected keys for the test, got none', {
        details: { name: draft.config.name },
      });
    }
    return this.#store.draftTarget(draft.config, credentials);
  }

  /**
   * A destination that holds something stays where it is: the journal knows what is there, and links name the place. Throws
   * `destination.in-use` (details.why `place`).
   */
  #checkMove(id: string, config: DestinationConfig): void {
    if (!this.#published.hasObjects(id) || isAt(this.#store.get(id), placeOf(config))) return;
    throw new AppError('destination.in-use', `Expected ${id} to stay where its broadcasts are, got another place`, {
      details: { why: 'place' },
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined); // told to whoever asked for it
    return turn;
  }
}
