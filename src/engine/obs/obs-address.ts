import { AppError } from '../../shared/errors.js';

const defaultPort = '4455';

/** Where an OBS listens. */
export interface ObsAddress {
  /** `ws://…` or `wss://…`, with its port. */
  readonly url: string;
  readonly host: string;
  /** On this computer. */
  readonly isHere: boolean;
}

/**
 * Reads the address of an OBS as people write it: nothing (this computer), a host, host and port, or a WebSocket address.
 * Throws `input.invalid` (details.field `address`) for anything else.
 */
export function parseObsAddress(text: string | null): ObsAddress {
  const typed = text?.trim() ?? '';
  const withScheme = typed === '' ? 'ws://127.0.0.1' : /^[a-z]+:\/\//i.test(typed) ? typed : `ws://${typed}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : null;
  const isPlain = url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!isPlain || !['ws:', 'wss:'].includes(url.protocol) || url.hostname === '' || url.pathname !== '/') {
    throw new AppError('input.invalid', 'Expected the address of an OBS, got something else', {
      details: { field: 'address' },
    });
  }
  if (url.port === '') url.port = defaultPort;
  const host = url.hostname;
  const isHere = host === 'localhost' || host === '[::1]' || /^127\./.test(host);
  return { url: url.href, host, isHere };
}
