/**
 * Codes of `Reason` that the studio page makes itself, and that never leave it: why a capture brings nothing or that it does again, and what the
 * programme worker and the mixer have lived through. Those of the engine are in src/shared/reasons.ts.
 */
export const mediaReasonCodes = [
  'capture.not-shared',
  'capture.share-ended',
  'capture.unplugged',
  'capture.no-device',
  'capture.device-busy',
  'capture.denied',
  'capture.denied-by-system',
  'capture.unsupported',
  'capture.failed',
  'capture.file-unreadable',
  'capture.file-away',
  'capture.page-unreachable',
  'capture.page-certificate',
  'capture.page-refused',
  'capture.page-blocked',
  'capture.page-fell',
  'capture.page-hangs',
  'capture.page-too-many',
  'capture.page-no-sandbox',
  'capture.back',
  'programme.slept',
  'programme.renderer-lost',
  'programme.encoder-failed',
  'programme.sound-encoder-failed',
  'programme.sound-failed',
  'programme.restarted',
  'programme.cannot-begin',
] as const;

export type MediaReasonCode = (typeof mediaReasonCodes)[number];
