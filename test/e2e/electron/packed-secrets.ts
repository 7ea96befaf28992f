/** Names of files that hold secrets, wherever they lie. */
export const secretFile = /\.(pem|key|p8|p12|pfx)$|(^|\/)(\.env|\.npmrc|\.git|id_rsa|secrets\.json$)/;

const looks: readonly RegExp[] = [
  // a key, not the line alone that programs look for
  /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/]{16}/,
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\b(gh[oprsu]_[A-Za-z0-9]{36}|github_pat_\w{22,})/,
  // our own stream keys (src/engine/settings/stream-key.ts)
  /\bhw_[A-Za-z0-9]{28}\b/,
];

/** Whether a file's bytes hold what looks like a private key, a key of S3, GitHub's token or a stream key. */
export function holdsSecret(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  return looks.some((look) => look.test(text));
}
