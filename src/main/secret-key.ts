import { app, safeStorage } from 'electron';
import { join } from 'node:path';
import type { SecretsKept } from '../shared/host-calls.js';
import type { KeychainKeyMessage } from '../shared/host-protocol.js';
import { keychainKey } from './keychain.js';
import { systemVault } from './safe-storage.js';
import type { Note } from './shell-log.js';

/** `HEADWATER_KEYCHAIN=off`: the key lies in a file beside the secrets, as it does headless. */
const isWanted = (): boolean => process.env['HEADWATER_KEYCHAIN'] !== 'off';

/** The key to the engine's secrets, as the system's keychain gives it at this start: asked once, when it is first wanted. */
export class SecretKey {
  readonly #note: Note;
  #key: KeychainKeyMessage = { is: 'none' };
  #asked: Promise<KeychainKeyMessage> | null = null;

  constructor(note: Note) {
    this.#note = note;
  }

  /** For the engine's process, and nobody else. The keychain may ask the creator. Once the app is ready; never rejects. */
  key(): Promise<KeychainKeyMessage> {
    return (this.#asked ??= this.#ask());
  }

  /** In a word, for the settings. */
  kept(): SecretsKept {
    if ((process.env['HEADWATER_SECRET_KEY'] ?? '') !== '') return 'passphrase';
    if (this.#key.is === 'refused') return 'refused';
    if (!isWanted()) return 'off';
    return this.#key.is === 'open' ? 'keychain' : 'file';
  }

  async #ask(): Promise<KeychainKeyMessage> {
    this.#key = await keychainKey({
      file: join(app.getPath('userData'), 'secret.key.sealed'),
      vault: systemVault(safeStorage),
      isWanted: isWanted(),
      log: (problem) => this.#note(`keychain: ${String(problem)}`),
    });
    return this.#key;
  }
}
