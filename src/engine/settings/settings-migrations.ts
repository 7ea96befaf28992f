import { latencyProfileOf } from '../../shared/latency-profiles.js';

/** Stored settings: path of the field (`network.rtmpPort`) → its value. */
export type StoredSettings = Map<string, unknown>;

/** Once a length in seconds was chosen; now it is a profile. */
function profileOfLength(stored: StoredSettings): void {
  const length = stored.get('stream.segmentSeconds');
  if (typeof length === 'number') stored.set('stream.latency', latencyProfileOf(length));
  stored.delete('stream.segmentSeconds');
}

/**
 * What leads the stored fields from version n to n + 1, in order; the schema's own version is their number. A field that is
 * merely new needs none: it has a default.
 */
export const settingsMigrations: readonly ((stored: StoredSettings) => void)[] = [profileOfLength];
