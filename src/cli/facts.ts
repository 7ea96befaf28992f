/** A sentence for a code; `fact` answers a detail by name, null when there is none. */
export type Words = (fact: (name: string) => string | null) => string;

/** ` (text)` when there is a text. */
export const aside = (text: string | null) => (text === null ? '' : ` (${text})`);

/** ` text` when there is a text. */
export const after = (text: string | null) => (text === null ? '' : ` ${text}`);
