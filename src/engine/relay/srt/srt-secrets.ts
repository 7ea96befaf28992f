import { AppError } from '../../../shared/errors.js';

/** What only the server may learn. */
export interface SrtSecrets {
  /** SRT's stream id; '' where the server asks for none. */
  readonly streamId: string;
  readonly passphrase: string | null;
}

/** Both secrets as the one key of a target, so that a change of either is a change of the key. */
export function packSecrets({ streamId, passphrase }: SrtSecrets): string {
  return JSON.stringify([streamId, passphrase]);
}

/** The inverse of `packSecrets`. Throws `relay.invalid` for anything else, without repeating it. */
export function unpackSecrets(key: string): SrtSecrets {
  const parsed = parse(key);
  const [streamId, passphrase] = Array.isArray(parsed) ? (parsed as readonly unknown[]) : [];
  if (typeof streamId !== 'string' || (passphrase !== null && typeof passphrase !== 'string')) throw unfit('key');
  return { streamId, passphrase };
}

/**
 * The secrets as lines of an ffmpeg preset (`name=value`; ffmpeg takes lines of up to 999 bytes and splits at the first equals sign).
 * Throws `relay.invalid` (`details.field`) for what SRT does not take: a stream id of more than 512 characters, a passphrase
 * that has not 10 to 79 (Haivision/srt, docs/API/API-socket-options.md).
 */
export function presetText({ streamId, passphrase }: SrtSecrets): string {
  if (!/^[\x20-\x7e]{0,512}$/.test(streamId)) throw unfit('key');
  if (passphrase !== null && !/^[\x20-\x7e]{10,79}$/.test(passphrase)) throw unfit('passphrase');
  const lines = [
    ...(streamId === '' ? [] : [`streamid=${streamId}\n`]),
    ...(passphrase === null ? [] : [`passphrase=${passphrase}\n`]),
  ];
  return lines.join('');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // said by the caller, without the text
  }
}

function unfit(field: 'key' | 'passphrase'): AppError {
  return new AppError('relay.invalid', `Expected a ${field} that SRT takes`, {
    details: { field, why: 'not-for-srt' },
  });
}
