import { FileSecretStore, type FileSecretStoreDependencies } from './file-secret-store.js';

/** The engine's secrets, under the key that is to be used from now on. What keeps them from that is told by whoever needs one. */
export async function openSecrets(deps: Omit<FileSecretStoreDependencies, 'passphrase'>): Promise<FileSecretStore> {
  const secrets = new FileSecretStore({ ...deps, passphrase: process.env['HEADWATER_SECRET_KEY'] ?? null });
  await secrets
    .settle()
    .catch((error: unknown) => deps.logger.warn({ err: error }, 'Secrets stay under their old key'));
  return secrets;
}
