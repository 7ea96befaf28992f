import { relayKeysSchema, type RelayKeysPatch, type ServicePreset } from '../../../shared/relays.js';
import type { RelayProblems, RelaySecret } from './check-relay-draft.js';
import { relayPageWords } from './relay-page-words.js';

export type CheckedRelayKeys =
  | { readonly isValid: true; readonly keys: RelayKeysPatch }
  | { readonly isValid: false; readonly problems: RelayProblems };

/** What the form knows of the secrets beside what is typed. */
export interface KeyCircumstances {
  readonly preset: ServicePreset;
  /** A key of this service is stored, so an empty input means "that one". */
  readonly isKept: boolean;
  /** There is a backup server to have a key of its own. */
  readonly hasBackup: boolean;
  /** Those that are to be forgotten. */
  readonly removed: ReadonlySet<RelaySecret>;
}

export const relaySecrets: readonly RelaySecret[] = ['key', 'backupKey', 'passphrase'];

/**
 * Reads the secrets out of the form's inputs. They are read only when they are sent, so that no state, no attribute and no
 * devtool's component tree ever holds them. What is empty stays as it is stored, or is not there.
 */
export function checkRelayKeys(form: HTMLFormElement, circumstances: KeyCircumstances): CheckedRelayKeys {
  const data = new FormData(form);
  return checkTypedKeys((name) => {
    const value = data.get(name);
    return typeof value === 'string' ? value : '';
  }, circumstances);
}

/** The same for whatever gives the texts. */
export function checkTypedKeys(typed: (name: RelaySecret) => string, how: KeyCircumstances): CheckedRelayKeys {
  const { preset, isKept, hasBackup, removed } = how;
  const isSrt = preset.service === 'srt';
  const problems: RelayProblems = {};
  const keys: RelayKeysPatch = {};
  for (const name of relaySecrets) {
    const isAsked = name === 'key' || (name === 'backupKey' ? hasBackup : isSrt);
    // a passphrase may begin with a space
    const text = name === 'passphrase' ? typed(name) : typed(name).trim();
    if (!isAsked || (removed.has(name) && text === '')) keys[name] = null;
    else if (text !== '') {
      const parsed = relayKeysSchema.shape[name].safeParse(text);
      if (name !== 'passphrase' && /^(?:rtmps?|srt):\/\//i.test(text)) {
        problems[name] = relayPageWords.problems.wholeAddress;
      } else if (parsed.success) keys[name] = parsed.data;
      else problems[name] = wrongSecret(name);
    } else if (name === 'key' && !isKept && !isSrt)
      problems.key = relayPageWords.problems.noKey(preset.keyLabel.toLowerCase());
    // another service's secrets are never sent to this one
    else if (!isKept) keys[name] = null;
  }
  return Object.keys(problems).length > 0 ? { isValid: false, problems } : { isValid: true, keys };
}

function wrongSecret(name: RelaySecret): string {
  if (name === 'passphrase') return relayPageWords.problems.passphrase;
  return relayPageWords.problems.key;
}
