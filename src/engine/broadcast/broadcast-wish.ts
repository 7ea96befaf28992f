import type { Visibility } from '../../shared/visibility.js';

/** What a broadcast shall be, where it is known when it begins. What is left out has its default. */
export interface BroadcastWish {
  /** Default: date and time. */
  readonly title?: string | undefined;
  readonly description?: string;
  /** Default: `public`. */
  readonly visibility?: Visibility;
  /** See FeedHello.showId: a show has one broadcast. */
  readonly showId?: string;
}
