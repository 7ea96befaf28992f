import type { Words } from './facts.js';

/** Words of relays with the name of the one that they are about in front, where the facts have it (`name`). */
export function namedWords<Code extends string>(table: Readonly<Record<Code, Words>>): Readonly<Record<Code, Words>> {
  const named: Record<Code, Words> = { ...table };
  for (const code of Object.keys(table) as Code[]) {
    named[code] = (fact) => {
      const name = fact('name');
      return name === null ? table[code](fact) : `${name}: ${table[code](fact)}`;
    };
  }
  return named;
}
