import { within } from './within.js';

/** A source's settings, each read as what it should be: of another type it counts as missing. */
export class SettingsReader {
  readonly #settings: Readonly<Record<string, unknown>>;

  constructor(settings: Readonly<Record<string, unknown>>) {
    this.#settings = settings;
  }

  number(name: string, fallback: number): number {
    const value = this.#value(name);
    return typeof value === 'number' && Number.isFinite(value) ? within(value) : fallback;
  }

  text(name: string): string {
    const value = this.#value(name);
    return typeof value === 'string' ? value.slice(0, 20_000) : '';
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.#value(name);
    return typeof value === 'boolean' ? value : fallback;
  }

  inner(name: string): SettingsReader {
    const value = this.#value(name);
    return new SettingsReader(
      typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {},
    );
  }

  /** The `value` of each entry of a list of files. */
  paths(name: string): string[] {
    const value = this.#value(name);
    const entries: unknown[] = Array.isArray(value) ? value.slice(0, 1000) : [];
    return entries.flatMap((entry) => {
      const path: unknown = typeof entry === 'object' && entry !== null && 'value' in entry ? entry.value : null;
      return typeof path === 'string' && path !== '' ? [path] : [];
    });
  }

  #value(name: string): unknown {
    return Object.hasOwn(this.#settings, name) ? this.#settings[name] : undefined;
  }
}
