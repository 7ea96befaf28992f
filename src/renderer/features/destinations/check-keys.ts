import { bucketCredentialsSchema, type BucketCredentials, type ProviderInfo } from '../../../shared/destinations.js';
import type { FieldProblems } from './check-draft.js';
import { destinationWords } from './destination-words.js';

export type CheckedKeys =
  | { readonly isValid: true; readonly credentials: BucketCredentials | null }
  | { readonly isValid: false; readonly problems: FieldProblems };

/**
 * Reads the keys out of the form's inputs. They are read only when they are sent, so that no state, no attribute and no
 * devtool's component tree ever holds them. `isKept`: keys are stored, so empty inputs mean "those".
 */
export function checkKeys(form: HTMLFormElement, info: ProviderInfo, isKept: boolean): CheckedKeys {
  const data = new FormData(form);
  const text = (name: string) => {
    const value = data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const raw = {
    accessKeyId: text('accessKeyId'),
    secretAccessKey: text('secretAccessKey'),
    sessionToken: text('sessionToken') || null,
  };
  if (isKept && raw.accessKeyId === '' && raw.secretAccessKey === '' && raw.sessionToken === null) {
    return { isValid: true, credentials: null };
  }
  const parsed = bucketCredentialsSchema.safeParse(raw);
  if (parsed.success) return { isValid: true, credentials: parsed.data };
  const problems: FieldProblems = {};
  for (const issue of parsed.error.issues) {
    const name = issue.path[0];
    if (name === 'accessKeyId' || name === 'secretAccessKey') {
      const both = isKept ? destinationWords.problems.pair : '';
      problems[name] =
        raw[name] === ''
          ? destinationWords.problems.noKey(info.keyLabels[name], both)
          : destinationWords.problems.longKey;
    } else problems.sessionToken = destinationWords.problems.longToken;
  }
  return { isValid: false, problems };
}
