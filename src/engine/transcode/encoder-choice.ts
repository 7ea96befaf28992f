import { encoderProfiles, softwareEncoder } from './encoder-profiles.js';
import type { EncoderProfile } from './encoder-profile.js';

/**
 * Which encoder the ladder uses: the first usable one, until it causes trouble. Before anything was probed: the software
 * one, which works everywhere.
 */
export class EncoderChoice {
  #usable: readonly EncoderProfile[] = [softwareEncoder];
  readonly #excluded = new Set<string>();

  /** The result of the probe. */
  setUsable(ids: readonly string[]): void {
    this.#usable = encoderProfiles.filter(({ id }) => ids.includes(id));
  }

  get usableIds(): string[] {
    return this.#usable.map(({ id }) => id);
  }

  get current(): EncoderProfile {
    return this.#usable.find(({ id }) => !this.#excluded.has(id)) ?? softwareEncoder;
  }

  /** Runs with the current encoder keep failing. True when another one was chosen: hardware is not trusted again. */
  reportTrouble(): boolean {
    if (!this.current.isHardware) return false;
    this.#excluded.add(this.current.id);
    return true;
  }
}
