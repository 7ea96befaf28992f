import type { CommandInput } from '../../shared/commands.js';

/** What the studio may ask about destinations. */
export interface DestinationCommands {
  /**
   * Throws `destination.invalid`, `destination.not-found`, `secrets.locked`, and `destination.in-use` for another place while
   * something is published at the old one. Answers the id.
   */
  save(input: Omit<CommandInput<'saveDestination'>, 'commandId'>): Promise<string>;
  /**
   * Its keys go as well, and what is known of the broadcasts there, which the bucket keeps. Throws `destination.in-use`
   * (details.why `live`, `upload`, `removal`) while something is on its way there or from there.
   */
  delete(id: string): Promise<void>;
  setDefault(id: string | null): Promise<void>;
  /** Starts the doctor; its report grows in the state. Throws `destination.invalid`, `destination.no-credentials`. */
  test(input: Omit<CommandInput<'testDestination'>, 'commandId'>): Promise<void>;
}
