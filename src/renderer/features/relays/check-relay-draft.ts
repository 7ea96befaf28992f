import { relayConfigSchema, type RelayConfig, type ServicePreset } from '../../../shared/relays.js';
import { configOf, foldName, type RelayDraft } from './relay-draft.js';
import { relayPageWords } from './relay-page-words.js';

/** Fields that can be wrong by themselves. */
export type RelayField = 'name' | 'url' | 'backupUrl';
export type RelaySecret = 'key' | 'backupKey' | 'passphrase';
export type RelayProblems = Partial<Record<RelayField | RelaySecret, string>>;

/** A config that may be sent, or what is wrong with each field, in words. */
export type CheckedRelay =
  | { readonly config: RelayConfig; readonly problems: Readonly<Record<string, never>> }
  | { readonly config: null; readonly problems: RelayProblems };

/** Checks a form against the shared schema and against what the service needs. `taken`: names of the other relays. */
export function checkRelayDraft(draft: RelayDraft, preset: ServicePreset, taken: readonly string[]): CheckedRelay {
  const raw = configOf(draft, preset, taken);
  const parsed = relayConfigSchema.safeParse(raw);
  const problems: RelayProblems = {};
  const note = (field: RelayField, words: string | null) => {
    if (words !== null) problems[field] ??= words;
  };
  if (raw.url === '') note('url', relayPageWords.problems.address(preset.urlPlaceholder));
  for (const { path, message } of parsed.error?.issues ?? []) {
    const field = isRelayField(path[0]) ? path[0] : 'name';
    note(field, field === 'name' ? wrongName(raw.name) : asked(message));
  }
  note('name', takenName(raw.name, taken));
  note('url', wrongScheme(raw.url, preset));
  if (raw.backupUrl !== null) note('backupUrl', wrongScheme(raw.backupUrl, preset));
  if (!parsed.success || Object.keys(problems).length > 0) return { config: null, problems };
  return { config: parsed.data, problems: {} };
}

/** The schema's own words as a request: `Expected an address …` is `Enter an address ….` */
export function asked(message: string): string {
  const text = message.replace(/^Expected /, 'Enter ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

function wrongName(name: string): string {
  if (name.trim() === '') return relayPageWords.problems.noName;
  return name.trim().length > 60 ? relayPageWords.problems.longName : relayPageWords.problems.controlCharacters;
}

function takenName(name: string, taken: readonly string[]): string | null {
  const folded = foldName(name);
  if (folded === 'none' || name.includes('://')) return relayPageWords.problems.reservedName;
  return taken.some((other) => foldName(other) === folded) ? relayPageWords.problems.nameTaken : null;
}

/** An address that the service does not speak. */
function wrongScheme(url: string, { service, label, needsTls }: ServicePreset): string | null {
  if (service === 'srt') return /^srt:/i.test(url) ? null : relayPageWords.problems.srt;
  if (/^srt:/i.test(url)) return relayPageWords.problems.isSrt;
  if (!needsTls || /^rtmps:/i.test(url)) return null;
  return relayPageWords.problems.encryptedOnly(label);
}

/** All fields of the form that can be wrong, but for the secrets. */
export const relayFields: readonly RelayField[] = ['name', 'url', 'backupUrl'];

/** True for a field of the form; the engine names it in `details.field`. */
export function isRelayField(name: unknown): name is RelayField {
  return relayFields.some((field) => field === name);
}
