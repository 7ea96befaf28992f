import type { CommandInput } from '../../shared/commands.js';

/** What the studio may ask about relays. Each throws `relay.not-found` for an id that is not there. */
export interface RelayCommands {
  /** Throws `relay.invalid`, `secrets.locked`, `disk.full`, `archive.write-failed`. Answers the id. */
  save(input: Omit<CommandInput<'saveRelay'>, 'commandId'>): Promise<string>;
  /** Its keys go as well. Throws `relay.in-use` while it sends. */
  delete(id: string): Promise<void>;
  /** Ids that are missing keep their order behind those that are named. */
  order(ids: readonly string[]): Promise<void>;
  /** Takes it along in the broadcast that is on. Throws `relay.show-not-public`, `broadcast.not-found`, `relay.no-key`, `secrets.locked`. */
  take(id: string): Promise<void>;
  /** Leaves it out of the rest of the broadcast. Resolves once it has said good-bye. */
  leave(id: string): Promise<void>;
  /** Starts a test; its report grows in the state. Throws `relay.invalid`, `relay.no-key`, `secrets.locked`. */
  test(input: Omit<CommandInput<'testRelay'>, 'commandId'>): Promise<void>;
}
