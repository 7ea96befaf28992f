/** A place in the studio that may be gone to from outside: going there changes nothing. */
export interface Place {
  readonly page: 'studio' | 'encoder' | 'library' | 'settings';
  /** A recording of the library, a group of the settings; null: the page itself. */
  readonly part: string | null;
}
