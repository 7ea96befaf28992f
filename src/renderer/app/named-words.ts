import type { WordsOf } from './facts.js';

/** Words of relays, or of sources, with the name of the one that they are about in front, where the facts have it (`name`). */
export function namedWords<Code extends string>(
  table: Readonly<Record<Code, WordsOf>>,
): Readonly<Record<Code, WordsOf>> {
  const named: Record<Code, WordsOf> = { ...table };
  for (const code of Object.keys(table) as Code[]) {
    named[code] = (facts) => {
      const { title, action } = table[code](facts);
      const name = facts.first('name');
      return { title: name === null ? title : `${name}: ${title}`, action };
    };
  }
  return named;
}
