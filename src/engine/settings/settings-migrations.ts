/** Stored settings: path of the field (`network.rtmpPort`) → its value. */
export type StoredSettings = Map<string, unknown>;

/**
 * What leads the stored fields from version n to n + 1, in order; the schema's own version is their number. A field that is
 * merely new needs none: it has a default. None so far.
 */
export const settingsMigrations: readonly ((stored: StoredSettings) => void)[] = [];
