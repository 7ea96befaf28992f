import type { SourceInfo } from '../../shared/domain.js';
import type { AppError } from '../../shared/errors.js';
import type { BroadcastWish } from './broadcast-wish.js';

/** What the studio sends, as whoever puts it on air needs it. */
export interface StudioShow {
  /** What its broadcast shall be. */
  readonly wish: BroadcastWish & { readonly showId: string };
  /** What comes in, with what the studio says of it and the stream does not. */
  describe(source: SourceInfo): SourceInfo;
  /** Its stream has come to the media server. */
  onSending(): void;
  /** It cannot be put on air, and is cut off. */
  onRefused(error: AppError): void;
}
