import type { RefusalCode } from '../rtmp-messages.js';

/** Thrown through node-media-server's parser: the client is cut off, nothing after this point of its data is looked at. */
export class Refusal extends Error {
  readonly code: RefusalCode;

  /** `detail` is for the log and must not hold a key. */
  constructor(code: RefusalCode, detail: string) {
    super(detail);
    this.name = 'Refusal';
    this.code = code;
  }
}
