/** One file of the zip. Its text comes piece by piece, each of whole lines, and is redacted on its way. */
export interface DiagnosticsEntry {
  /** Path within the zip, `/`-separated. */
  readonly name: string;
  /** What is in it, for README.txt. */
  readonly about: string;
  readonly text: () => AsyncIterable<string> | Iterable<string>;
}

/** An entry of a value, as indented JSON. `value` is asked when its turn comes. */
export function jsonEntry(name: string, about: string, value: () => unknown): DiagnosticsEntry {
  return { name, about, text: () => [`${JSON.stringify(value(), null, 2)}\n`] };
}

const rowsAtOnce = 500;

/** An entry of many rows, one line of JSON each. */
export function rowsEntry(name: string, about: string, rows: () => readonly object[]): DiagnosticsEntry {
  return {
    name,
    about,
    *text() {
      const all = rows();
      for (let from = 0; from < all.length; from += rowsAtOnce) {
        const some = all.slice(from, from + rowsAtOnce);
        yield some.map((row) => `${JSON.stringify(row)}\n`).join('');
      }
    },
  };
}
