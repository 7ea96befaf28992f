/** Variables that hold keys; on Windows their names are not case-sensitive. */
const secretNames = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'HEADWATER_SECRET_KEY'];
/** Of relays: HEADWATER_RELAY_KEY, …_KEY_1, …_BACKUP_KEY, …_PASSPHRASE_2. */
const relaySecretName = /^HEADWATER_RELAY_(KEY|BACKUP_KEY|PASSPHRASE)(_\d+)?$/;

/** The environment for a program that Headwater starts: without the keys that are meant for Headwater alone. */
export function childEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isSecret(name.toUpperCase())));
}

function isSecret(name: string): boolean {
  return secretNames.includes(name) || relaySecretName.test(name);
}
