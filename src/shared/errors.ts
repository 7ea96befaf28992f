/** Every error code that may cross a process border. The words for people are looked up by code in the UI and the CLI. */
export const errorCodes = [
  'internal',
  'input.invalid',
  'command.unknown',
  'auth.missing',
  'auth.forbidden',
  'engine.data-dir-busy',
  'engine.shutting-down',
  'ffmpeg.missing',
  'ffmpeg.failed',
  'ffmpeg.too-old',
  'ffmpeg.own-broken',
  'ingest.no-free-port',
  'ingest.unknown-key',
  'ingest.already-publishing',
  'ingest.no-video',
  'ingest.codec-unsupported',
  'ingest.source-unreadable',
  'ingest.source-ended',
  'transcode.failed',
  'package.malformed',
  'archive.write-failed',
  'disk.full',
  'broadcast.busy',
  'broadcast.not-found',
  'clip.nothing',
  'rehearsal.not-found',
  'recording.not-found',
  'recording.busy',
  'recording.empty',
  'recording.published',
  'export.failed',
  'export.folder-unusable',
  'reveal.unavailable',
  'origin.port-in-use',
  'destination.not-found',
  'destination.invalid',
  'destination.in-use',
  'destination.no-credentials',
  'destination.no-public-url',
  'secrets.locked',
  'diagnostics.public',
  'publication.not-found',
  'publish.unreachable',
  'publish.tls',
  'publish.clock-skew',
  'publish.unknown-key',
  'publish.wrong-secret',
  'publish.expired-key',
  'publish.forbidden',
  'publish.no-bucket',
  'publish.wrong-region',
  'publish.throttled',
  'publish.server-error',
  'publish.conflict',
  'publish.unsupported',
  'publish.refused',
  'publish.malformed-answer',
  'publish.not-public',
  'publish.public-url-elsewhere',
  'publish.stale',
  'publish.channel-held',
  'publish.lease-lost',
  'relay.not-found',
  'relay.invalid',
  'relay.unreachable',
  'relay.tls',
  'relay.bad-key',
  'relay.already-live',
  'relay.bitrate',
  'relay.refused',
  'relay.closed',
  'relay.stalled',
  'relay.unsupported',
  'relay.no-key',
  'relay.in-use',
  'relay.show-not-public',
  'scenes.not-found',
  'scenes.conflict',
  'scenes.last',
  'scenes.too-large',
  'scenes.file-damaged',
  'scenes.file-newer',
  'asset.not-found',
  'asset.unsupported',
  'asset.too-large',
  'obs.unreachable',
  'obs.wrong-password',
  'obs.unsupported',
  'obs.streaming',
  'obs.refused',
  'obs.has-service',
  'obs.nothing-to-restore',
  'obs.no-way',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Plain facts that go with an error: never secrets, never stacks. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/** An error as data, the only form in which one crosses a process border. */
export interface ErrorData {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryable: boolean;
  readonly details: ErrorDetails;
}

/**
 * The one error class of Headwater. Wrap foreign errors at the border with `cause`.
 * `message` is for logs and developers; people read the words looked up by `code`.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly details: ErrorDetails;

  constructor(
    code: ErrorCode,
    message: string,
    options: { retryable?: boolean; details?: ErrorDetails; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.details = options.details ?? {};
  }

  /** The error as data, without stack or cause. */
  toData(): ErrorData {
    return { code: this.code, message: this.message, retryable: this.retryable, details: this.details };
  }
}

/** Wraps anything thrown into an AppError; an AppError comes back as it is. */
export function toAppError(thrown: unknown, code: ErrorCode = 'internal'): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError(code, message, { cause: thrown });
}

/** For the default branch of an exhaustive switch. */
export function assertNever(value: never): never {
  throw new AppError('internal', `Expected no further case, got ${JSON.stringify(value)}`);
}
