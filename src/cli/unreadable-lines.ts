import type { Destination } from '../shared/destinations.js';
import type { Publication } from '../shared/publication.js';
import { wordsFor } from './words.js';

/**
 * What to do when all of a broadcast is stored and viewers cannot read it. `destination`: as it is saved; null: it is gone.
 */
export function unreadableLines(publication: Publication, destination: Destination | null): readonly string[] {
  const { reason, destinationName } = publication;
  const why = reason === null ? '' : ` ${wordsFor(reason.code, reason.details)}`;
  const test =
    destination?.isTransient === true
      ? `headwater doctor --to "${destinationName}", with the same options and keys`
      : `headwater doctor --destination "${destinationName}"`;
  return [
    `Viewers cannot read it.${why}`,
    `To see what to do: ${test}. Nothing is uploaded again: a studio that runs (headwater serve) gives the link as soon as it can be read.`,
  ];
}
