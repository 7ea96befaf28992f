import type { PublicSettings, SettingsPatch } from '../../shared/settings.js';

export interface SettingsStore {
  get(): PublicSettings;
  /** Validates, writes, and tells the listeners. */
  update(patch: SettingsPatch): PublicSettings;
  /** Makes a destination the one that broadcasts go to, null for this computer; tells the listeners. */
  setDestination(id: string | null): PublicSettings;
  onChange(listener: (settings: PublicSettings) => void): () => void;
}

/** An input: a door for one encoder. The key is random and revocable. */
export interface InputRow {
  readonly id: string;
  readonly name: string;
  readonly key: string;
}

export interface InputStore {
  /** There is always at least one input; the first is made at first start. */
  list(): InputRow[];
  /** Gives the input a new random key and returns it. Throws `input.invalid` for an unknown id. */
  renewKey(inputId: string): InputRow;
  onChange(listener: (inputs: InputRow[]) => void): () => void;
}
