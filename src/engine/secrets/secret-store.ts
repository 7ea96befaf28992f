/**
 * Keeps secrets by name. Here a file of mode 0600, encrypted (file-secret-store.ts); under Electron the system's keychain keeps the
 * key to it (src/main/keychain.ts). Throws `secrets.locked` (details.why) when what is stored cannot be decrypted.
 */
export interface SecretStore {
  /** Null when there is none of that name. */
  get(name: string): Promise<string | null>;
  set(name: string, secret: string): Promise<void>;
  /** Needs no key, so that a destination whose keys are lost can still be removed. */
  delete(name: string): Promise<void>;
}
