import { AppError, type ErrorCode } from '../../../shared/errors.js';

/** SRT's own reasons by number, as libsrt's log names them (Haivision/srt, srtcore/common.cpp). */
const names = [
  ...['UNKNOWN', 'SYSTEM', 'PEER', 'RESOURCE', 'ROGUE', 'BACKLOG', 'IPE', 'CLOSE', 'VERSION', 'RDVCOOKIE', 'BADSECRET'],
  ...['UNSECURE', 'MESSAGEAPI', 'CONGESTION', 'FILTER', 'GROUP', 'TIMEOUT', 'CRYPTO'],
];
/** The same as libsrt puts them into words. */
const messages = [
  ...['Unknown or erroneous', 'Error in system calls', 'Peer rejected connection', 'Resource allocation failure'],
  ...['Rogue peer or incorrect parameters', "Listener's backlog exceeded", 'Internal Program Error'],
  ...['Socket is being closed', 'Peer version too old', 'Rendezvous-mode cookie collision', 'Incorrect passphrase'],
  ...['Password required or unexpected', 'MessageAPI/StreamAPI collision', 'Congestion controller type collision'],
  ...['Packet Filter settings error', 'Group settings collision', 'Connection timeout', 'Crypto mode'],
];
/** The least of those that a server gives for reasons of its own, most often because of the stream id. */
const applicationDefined = 1000;
/** What a person can do something about, in words. Servers' own numbers follow HTTP (docs/API/rejection-codes.md). */
const words: Readonly<Record<number, string>> = {
  2: 'The server rejected the call',
  3: 'The server has no room for another call',
  5: 'The server has no room for another call',
  8: 'The server wants a newer version of SRT',
  10: 'Incorrect passphrase',
  11: 'Passphrase required, unexpected or incorrect',
  17: 'The server wants another kind of encryption',
  [applicationDefined]: 'The server refused the stream id, or what was asked for with it',
  1400: 'The server does not understand the stream id',
  1401: 'The stream id is not authorized',
  1402: 'The server is overloaded',
  1403: 'Access denied',
  1404: 'The server does not know the stream id',
  1405: 'The server does not take streams under this stream id',
  1406: 'The server does not accept what was asked for in the stream id',
  1409: 'Somebody else sends to this stream id',
  1423: 'The resource is locked',
  1500: 'The server has failed',
  1503: 'The server is not available',
};
const codes: Readonly<Record<number, ErrorCode>> = {
  10: 'relay.bad-key',
  11: 'relay.bad-key',
  1001: 'relay.bad-key',
  1003: 'relay.bad-key',
  1400: 'relay.bad-key',
  1401: 'relay.bad-key',
  1403: 'relay.bad-key',
  1404: 'relay.bad-key',
  1405: 'relay.bad-key',
  1406: 'relay.bad-key',
  1409: 'relay.already-live',
  1423: 'relay.already-live',
};

/** The error for a call that a server has turned down for SRT's reason `code`. */
export function rejection(code: number): AppError {
  const status = names[code] ?? `SRT ${code}`;
  const errorCode = codes[code] ?? 'relay.refused';
  return new AppError(errorCode, `The SRT server refused: ${status}`, {
    retryable: errorCode !== 'relay.bad-key',
    details: { said: words[code] ?? status, status },
  });
}

/** SRT's reason out of a line that libsrt logs at a caller, by name or by its words; null when the line tells none. */
export function rejectionCode(line: string): number | null {
  const [, name = '', number] = /\bERROR:([A-Z]+)(?::(\d{1,5}))?/.exec(line) ?? [];
  if (number !== undefined) return Number(number);
  const said = /\bREJECT reported from HS processing: (.+?) - /.exec(line)?.[1] ?? '';
  // libsrt 1.5 keeps a server's own number to itself
  if (said.startsWith('Application-defined')) return applicationDefined;
  const code = Math.max(names.indexOf(name), messages.indexOf(said));
  return code < 0 ? null : code;
}
