import type { ErrorCode, ErrorDetails } from './errors.js';

/** What became of a diagnostics zip that was to be uploaded. The zip on this computer is there in any case. */
export type DiagnosticsUpload =
  | {
      readonly status: 'done';
      readonly destinationName: string;
      readonly key: string;
      /** False: nobody can read it without keys. Null: that could not be found out. What everybody could read does not stay. */
      readonly isPublic: false | null;
    }
  | { readonly status: 'failed'; readonly reason: { readonly code: ErrorCode; readonly details: ErrorDetails } };
