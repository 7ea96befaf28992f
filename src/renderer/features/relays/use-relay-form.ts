import { useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { splitBackupUrl, splitRelayUrl, type RelayService } from '../../../shared/relay-url.js';
import type { Relay, RelayConfig, RelayKeysPatch, ServicePreset } from '../../../shared/relays.js';
import type { StudioError } from '../../stores/studio-error.js';
import { focusProblem } from '../destinations/focus-problem.js';
import {
  asked,
  checkRelayDraft,
  isRelayField,
  relayFields,
  type RelayField,
  type RelayProblems,
  type RelaySecret,
} from './check-relay-draft.js';
import { checkRelayKeys, relaySecrets } from './check-relay-keys.js';
import { backupOf, draftOf, emptyDraft, placeOf, withPlace, type RelayDraft } from './relay-draft.js';
import { relayPageWords } from './relay-page-words.js';
import type { SecretStanding } from './secret-field.js';

type AddressName = 'url' | 'backupUrl';

/** The form of a relay. */
export interface RelayForm {
  readonly preset: ServicePreset;
  readonly draft: RelayDraft;
  /** What is wrong, of fields that were left or refused. */
  readonly problems: RelayProblems;
  /** That something secret was taken out of an address. */
  readonly note: { readonly field: AddressName; readonly words: string } | null;
  /** Takes the changed form. `left`: the field that was just left, so that what is wrong with it may be said. */
  readonly edit: (draft: RelayDraft, left?: RelayField) => void;
  readonly pick: (service: RelayService) => void;
  /** Takes what is secret out of an address into its own field. `isPasted`: the address is a new one. */
  readonly splitOff: (field: AddressName, text: string, isPasted: boolean) => void;
  readonly standingOf: (name: RelaySecret) => SecretStanding;
  readonly setStanding: (name: RelaySecret, standing: SecretStanding) => void;
  /** True where an empty input of a secret keeps what is stored. */
  readonly isKept: (name: RelaySecret) => boolean;
  readonly onSecretTyped: () => void;
  /** The whole form, or null: what is wrong is shown then, and the first of it has the focus. */
  readonly read: () => { config: RelayConfig; keys: RelayKeysPatch } | null;
  /** Shows a refusal at its field; false when it has none. */
  readonly onRefused: (error: StudioError) => boolean;
}

/** Holds the form of a relay: what is typed, what was left, what the engine refused. Keys stay in their inputs. */
export function useRelayForm(
  ref: RefObject<HTMLFormElement | null>,
  relay: Relay | null,
  presets: readonly [ServicePreset, ...ServicePreset[]],
  taken: readonly string[],
): RelayForm {
  const [draft, setDraft] = useState(() => (relay === null ? emptyDraft(presets[0].service) : draftOf(relay.config)));
  // A field is told off when it was left, not while it is typed in for the first time.
  const [left, setLeft] = useState<ReadonlySet<RelayField>>(new Set());
  const [refusals, setRefusals] = useState<RelayProblems>({});
  const [note, setNote] = useState<RelayForm['note']>(null);
  const [standings, setStandings] = useState<Partial<Record<RelaySecret, SecretStanding>>>({});
  const preset = presets.find(({ service }) => service === draft.service) ?? presets[0];
  const isSameService = relay !== null && relay.config.service === preset.service;

  const checked = checkRelayDraft(draft, preset, taken);
  const problems: RelayProblems = { ...refusals };
  for (const field of left) {
    const problem = checked.problems[field];
    if (problem !== undefined) problems[field] = problem;
  }

  /** A stored key is another service's secret once another service is picked. */
  const isKept = (name: RelaySecret): boolean => {
    if (!isSameService || !relay.hasKey) return false;
    if (name === 'backupKey') return relay.hasBackupKey;
    // an SRT server may have none: what is not known to be there is kept, but not shown as if it were
    return name === 'passphrase' ? relay.hasPassphrase : relay.keyHint !== null || preset.service !== 'srt';
  };
  const standingOf = (name: RelaySecret): SecretStanding => standings[name] ?? (isKept(name) ? 'stored' : 'typed');
  const inputOf = (name: RelaySecret): HTMLInputElement | null => {
    const input = ref.current?.elements.namedItem(name);
    return input instanceof HTMLInputElement ? input : null;
  };
  /** At once, so that the field is marked when it is looked for. What is wrong with a secret needs its input. */
  const refuse = (wrong: RelayProblems) => {
    const typed = Object.fromEntries(
      relaySecrets.filter((name) => name in wrong).map((name) => [name, 'typed'] as const),
    );
    flushSync(() => {
      setRefusals(wrong);
      setStandings((all) => ({ ...all, ...typed }));
    });
    if (ref.current !== null) focusProblem(ref.current);
  };

  const edit: RelayForm['edit'] = (next, leftField) => {
    if (leftField === undefined) setRefusals({});
    else setLeft((before) => new Set([...before, leftField]));
    setDraft(next);
  };

  /** Answers the form after it: the state's is there only at the next render. */
  const split = (from: RelayDraft, field: AddressName, text: string, isPasted: boolean): RelayDraft => {
    const before = field === 'url' ? relay?.config.url : relay?.config.backupUrl;
    const keyName = field === 'url' ? 'key' : 'backupKey';
    const isTyped = (inputOf(keyName)?.value ?? '') !== '';
    const hasKey = isTyped || (!isPasted && (text.trim() === before || isKept(keyName)));
    const primary = placeOf(from, preset).url;
    const found = field === 'url' ? splitRelayUrl(text, { hasKey }) : splitBackupUrl(text, primary, hasKey);
    const secrets = { [keyName]: found.key, ...(found.passphrase !== null && { passphrase: found.passphrase }) };
    const next = isPasted || found.url !== text.trim() ? withPlace(from, preset, { [field]: found.url }) : from;
    if (found.key === null && found.passphrase === null) return next;
    // At once, so that the inputs are there when they are filled.
    flushSync(() => {
      setDraft(next);
      setStandings((all) => ({
        ...all,
        [keyName]: 'typed',
        ...(found.passphrase !== null && { passphrase: 'typed' }),
      }));
      setNote({ field, words: movedWords(preset, found.key !== null, found.passphrase !== null) });
      setRefusals({});
    });
    for (const name of relaySecrets) {
      const input = inputOf(name);
      const secret = name in secrets ? secrets[name as keyof typeof secrets] : null;
      // the value alone, never the attribute
      if (input !== null && typeof secret === 'string') input.value = secret;
    }
    return next;
  };

  return {
    preset,
    draft,
    problems,
    note,
    edit,
    pick: (service) => {
      setNote(null);
      setStandings({});
      edit({ ...draft, service });
    },
    splitOff: (field, text, isPasted) => {
      setNote(null);
      edit(split(draft, field, text, isPasted), isPasted ? undefined : field);
    },
    standingOf,
    setStanding: (name, standing) => {
      setRefusals({});
      setStandings((all) => ({ ...all, [name]: standing }));
    },
    isKept,
    onSecretTyped: () => setRefusals({}),
    read: () => {
      if (ref.current === null) return null;
      let whole = split(draft, 'url', placeOf(draft, preset).url, false);
      if (backupOf(whole, preset) !== '') whole = split(whole, 'backupUrl', backupOf(whole, preset), false);
      const { config } = checkRelayDraft(whole, preset, taken);
      const secrets = checkRelayKeys(ref.current, {
        preset,
        isKept: isSameService && relay.hasKey,
        hasBackup: backupOf(whole, preset).trim() !== '',
        removed: new Set(relaySecrets.filter((name) => standings[name] === 'removed')),
      });
      setDraft(whole);
      setLeft(new Set(relayFields));
      if (config !== null && secrets.isValid) return { config, keys: secrets.keys };
      refuse(secrets.isValid ? {} : secrets.problems);
      return null;
    },
    onRefused: ({ code, details }) => {
      const field = details['field'];
      const isKnown = isRelayField(field) || relaySecrets.some((name) => name === field);
      if (code === 'relay.no-key') {
        refuse({ key: relayPageWords.problems.noKey(preset.keyLabel.toLowerCase()) });
        return true;
      }
      if (code !== 'relay.invalid' || !isKnown) return false;
      const why = typeof details['why'] === 'string' ? details['why'] : relayPageWords.problems.unusable;
      refuse({ [String(field)]: asked(why) });
      return true;
    },
  };
}

function movedWords({ keyLabel }: ServicePreset, hasKey: boolean, hasPassphrase: boolean): string {
  const key = `${keyLabel.charAt(0).toLowerCase()}${keyLabel.slice(1)}`;
  const what = relayPageWords.problems.both(
    [hasKey ? key : '', hasPassphrase ? relayPageWords.problems.passphraseName : ''].filter((part) => part !== ''),
  );
  return relayPageWords.problems.moved(what);
}
