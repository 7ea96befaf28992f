import { destinationConfigSchema, type DestinationConfig, type ProviderInfo } from '../../../shared/destinations.js';
import { configOf, type DestinationDraft } from './destination-draft.js';
import { destinationWords } from './destination-words.js';

/** Fields that can be wrong by themselves. */
export type DestinationField = 'name' | 'bucket' | 'prefix' | 'endpoint' | 'region' | 'publicUrl';
export type FieldProblems = Partial<
  Record<DestinationField | 'accessKeyId' | 'secretAccessKey' | 'sessionToken', string>
>;

/** A config that may be sent, or what is wrong with each field, in words. */
export type CheckedDraft =
  | { readonly config: DestinationConfig; readonly problems: Readonly<Record<string, never>> }
  | { readonly config: null; readonly problems: FieldProblems };

const wholeUrl = destinationWords.problems.wholeAddress;

/** Checks a form against the shared schema and against what the provider needs. `taken`: names of the other destinations. */
export function checkDraft(draft: DestinationDraft, info: ProviderInfo, taken: readonly string[]): CheckedDraft {
  const raw = configOf(draft, info, taken);
  const parsed = destinationConfigSchema.safeParse(raw);
  const problems: FieldProblems = {};
  for (const issue of parsed.error?.issues ?? []) {
    const field = fieldOf(issue.path[0]);
    problems[field] ??= wordsOf(field, raw);
  }
  if (info.asks.endpoint === 'required' && raw.endpoint === null) {
    problems.endpoint = destinationWords.problems.endpoint(info.endpointExample);
  }
  if (info.asks.region === 'required' && raw.region === null) problems.region = destinationWords.problems.region;
  if (info.asks.publicUrl === 'required' && raw.publicUrl === null) {
    problems.publicUrl = destinationWords.problems.publicUrl(info.publicUrlExample);
  }
  if (taken.includes(raw.name.trim())) problems.name = destinationWords.problems.nameTaken;
  if (!parsed.success || Object.keys(problems).length > 0) return { config: null, problems };
  return { config: parsed.data, problems: {} };
}

function wordsOf(field: DestinationField, raw: DestinationConfig): string {
  switch (field) {
    case 'name':
      return raw.name.trim() === '' ? destinationWords.problems.noName : destinationWords.problems.longName;
    case 'bucket':
      return raw.bucket.trim() === '' ? destinationWords.problems.noBucket : destinationWords.problems.bucket;
    case 'prefix':
      return destinationWords.problems.prefix;
    case 'region':
      return destinationWords.problems.badRegion;
    case 'endpoint':
    case 'publicUrl':
      return wholeUrl;
  }
}

/** An issue of the whole (there is none so far) would be shown at the name. */
const fieldOf = (name: PropertyKey | undefined): DestinationField =>
  isDestinationField(name) ? name : name === 'provider' || name === 'pathStyle' ? 'endpoint' : 'name';

const fields: readonly PropertyKey[] = ['name', 'bucket', 'prefix', 'endpoint', 'region', 'publicUrl'];

/** True for a field of the form; the engine names it in `details.field`, maybe with its parents. */
export function isDestinationField(name: unknown): name is DestinationField {
  return typeof name === 'string' && fields.includes(name);
}
