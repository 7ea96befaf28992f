import { defaultSettings, publicSettingsSchema, type PublicSettings } from '../../shared/settings.js';
import type { StoredSettings } from './settings-migrations.js';

/** The fields of an object by their dotted path; those that are undefined are left out. */
export function flattenFields(value: object, prefix = ''): [path: string, value: unknown][] {
  return Object.entries(value).flatMap(([name, field]: [string, unknown]): [string, unknown][] => {
    if (field === undefined) return [];
    if (typeof field === 'object' && field !== null && !Array.isArray(field)) {
      return flattenFields(field, `${prefix}${name}.`);
    }
    return [[prefix + name, field]];
  });
}

/**
 * The settings that stored fields make on top of the defaults. A field that is unknown or not valid counts as not stored;
 * its path is in `ignored`. Never throws: whatever the database holds, the engine starts.
 */
export function settingsFromFields(stored: StoredSettings): { settings: PublicSettings; ignored: string[] } {
  let settings = defaultSettings();
  const ignored: string[] = [];
  const known = new Set(flattenFields(settings).map(([path]) => path));
  for (const [path, value] of stored) {
    const candidate = known.has(path) ? publicSettingsSchema.safeParse(withField(settings, path, value)) : null;
    if (candidate?.success === true) settings = candidate.data;
    else ignored.push(path);
  }
  return { settings, ignored };
}

function withField(object: object, path: string, value: unknown): object {
  const [name = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...object, [name]: value };
  const inner: unknown = new Map<string, unknown>(Object.entries(object)).get(name);
  return {
    ...object,
    [name]: withField(typeof inner === 'object' && inner !== null ? inner : {}, rest.join('.'), value),
  };
}
