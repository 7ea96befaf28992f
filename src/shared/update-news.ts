/** Why a copy of the app does not update itself: no release made it, nobody signed it (macOS), it unpacks itself anew at each start, or the system's packages replace it. */
export type WithoutUpdates = 'no-feed' | 'unsigned' | 'portable' | 'system-package';

/**
 * Why looking for a newer version, or bringing it here, failed. `unreachable`: nobody answers. `refused`: who answers has no
 * list, or not what the list names. `damaged`: it came, and is not what was promised. `disk-full`, or something `other`.
 */
export type UpdateProblem = 'unreachable' | 'refused' | 'damaged' | 'disk-full' | 'other';

/** What is known when somebody was asked. `found` waits for the end of what is on, or for a next try. `percent`: 0 to 100, whole. */
export type KnownUpdate =
  | { readonly is: 'none' }
  | { readonly is: 'failed'; readonly why: UpdateProblem }
  | { readonly is: 'found' | 'ready'; readonly version: string }
  | { readonly is: 'fetching'; readonly version: string; readonly percent: number };

/** How it stands with updates of the desktop app. `unasked`: nobody was asked since it started. */
export type UpdateStanding =
  KnownUpdate | { readonly is: 'unasked' | 'looking' } | { readonly is: 'without'; readonly why: WithoutUpdates };

/** That, for the page to show. */
export interface UpdateNews {
  readonly standing: UpdateStanding;
  /** Something is live or recorded: nobody is asked, and nothing loaded or put in place. */
  readonly isOn: boolean;
}
