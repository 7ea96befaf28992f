import { ErrorDetails, ErrorTypes, type ErrorData } from 'hls.js';
import type { Failure } from '../watch/recovery.js';

type HlsError = Pick<ErrorData, 'type' | 'details'> & { readonly response?: { readonly code?: number } | undefined };

const unsupported: readonly ErrorDetails[] = [
  ErrorDetails.MANIFEST_INCOMPATIBLE_CODECS_ERROR,
  ErrorDetails.BUFFER_INCOMPATIBLE_CODECS_ERROR,
];
const master: readonly ErrorDetails[] = [
  ErrorDetails.MANIFEST_LOAD_ERROR,
  ErrorDetails.MANIFEST_LOAD_TIMEOUT,
  ErrorDetails.MANIFEST_PARSING_ERROR,
];
const segment: readonly ErrorDetails[] = [ErrorDetails.FRAG_LOAD_ERROR, ErrorDetails.FRAG_LOAD_TIMEOUT];

/** Says in the recovery table's words what hls.js reports. */
export function hlsFailure(error: HlsError): Failure {
  const status = error.response?.code ?? 0;
  if (unsupported.includes(error.details)) return { kind: 'unsupported', what: 'none', status: 0 };
  // A playlist without segments is one that was written before its first segment.
  if (error.details === ErrorDetails.LEVEL_EMPTY_ERROR) return { kind: 'network', what: 'playlist', status: 404 };
  switch (error.type) {
    case ErrorTypes.NETWORK_ERROR: {
      const what = master.includes(error.details) ? 'master' : segment.includes(error.details) ? 'segment' : 'playlist';
      return { kind: 'network', what, status };
    }
    case ErrorTypes.MEDIA_ERROR:
      return { kind: 'media', what: 'none', status: 0 };
    case ErrorTypes.KEY_SYSTEM_ERROR:
      return { kind: 'unsupported', what: 'none', status: 0 };
    case ErrorTypes.MUX_ERROR:
    case ErrorTypes.OTHER_ERROR:
      return { kind: 'other', what: 'none', status: 0 };
  }
}
