import type { ErrorDetails } from '../../shared/errors.js';
import { captureReasonWords } from './capture-reason-words.js';
import { errorWords } from './error-words.js';
import { Facts, type Words, type WordsOf } from './facts.js';
import { namedWords } from './named-words.js';
import { programmeReasonWords } from './programme-reason-words.js';
import { reasonWords } from './reason-words.js';

const catalogue: Readonly<Record<string, WordsOf>> = {
  ...errorWords,
  ...reasonWords,
  ...namedWords(captureReasonWords),
  ...programmeReasonWords,
};

/** The words for a code of an error or a reason; details fill them in. A code of a newer engine is shown as it is. */
export function wordsFor(code: string, details: ErrorDetails = {}): Words {
  const words = Object.hasOwn(catalogue, code) ? catalogue[code] : undefined;
  if (words === undefined)
    return { title: `Headwater reports “${code}”`, action: 'The log in the data folder says more.' };
  return words(new Facts(details));
}
