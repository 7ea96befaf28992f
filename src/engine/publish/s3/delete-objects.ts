import { DeleteObjectCommand, DeleteObjectsCommand } from '@aws-sdk/client-s3';
import { AppError } from '../../../shared/errors.js';
import type { RequestOptions } from './bucket-client.js';
import { classifyAnswer } from './classify-answer.js';
import type { S3Session } from './s3-session.js';

/** S3's limit for one request. */
const keysPerRequest = 1000;
const atOnce = 8;
const bulkTimeoutMs = 30_000;

/** Removes objects, many with a request where the provider can; one that cannot after all is remembered. */
export class ObjectDeleter {
  readonly #session: S3Session;
  #isOneByOne: boolean;

  constructor(session: S3Session) {
    this.#session = session;
    this.#isOneByOne = session.profile.deletes === 'single';
  }

  /** Resolves when none of these keys is there any more. Throws with the first that could not be removed. */
  async delete(keys: readonly string[], options?: RequestOptions): Promise<void> {
    for (let from = 0; from < keys.length; from += keysPerRequest) {
      const some = keys.slice(from, from + keysPerRequest);
      if (this.#isOneByOne || some.length === 1 || !(await this.#deleteMany(some, options))) {
        await this.#deleteEach(some, options);
      }
    }
  }

  /** False when the provider does not do that. */
  async #deleteMany(keys: readonly string[], options: RequestOptions | undefined): Promise<boolean> {
    const { sdk, bucket, logger } = this.#session;
    const Delete = { Objects: keys.map((Key) => ({ Key })), Quiet: true };
    try {
      const { Errors = [] } = await this.#session.run(
        (abortSignal) => sdk.send(new DeleteObjectsCommand({ Bucket: bucket, Delete }), { abortSignal }),
        options,
        bulkTimeoutMs,
      );
      const failed = Errors.find(({ Code }) => Code !== 'NoSuchKey');
      if (failed !== undefined) throw keyError(failed.Code, Errors.length);
      return true;
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'publish.unsupported')) throw error;
      this.#isOneByOne = true;
      logger.info({ s3Code: error.details['s3Code'] ?? null }, 'Objects are removed one by one: no bulk delete here');
      return false;
    }
  }

  async #deleteEach(keys: readonly string[], options: RequestOptions | undefined): Promise<void> {
    const { sdk, bucket } = this.#session;
    const left = [...keys];
    const lane = async (): Promise<void> => {
      for (let Key = left.pop(); Key !== undefined; Key = left.pop()) {
        const command = new DeleteObjectCommand({ Bucket: bucket, Key });
        try {
          await this.#session.run((abortSignal) => sdk.send(command, { abortSignal }), options);
        } catch (error) {
          if (isMissing(error)) continue;
          left.length = 0;
          throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, keys.length) }, lane));
  }
}

/** The error of one key within an answer that is a success: its code decides, as if it had come alone. */
function keyError(code: string | undefined, count: number): AppError {
  const body = `<Error><Code>${code ?? 'InternalError'}</Code></Error>`;
  const {
    code: errorCode,
    retryable,
    details,
  } = classifyAnswer({ status: statusOf(code), headers: {}, body, skewMs: null });
  return new AppError(errorCode, `${count} objects could not be removed (${code ?? 'no reason given'})`, {
    retryable,
    details: { ...details, objects: count },
  });
}

function statusOf(code: string | undefined): number {
  if (code === 'AccessDenied') return 403;
  return code === undefined || code === 'InternalError' ? 500 : 400;
}

function isMissing(error: unknown): boolean {
  return error instanceof AppError && error.code === 'publish.refused' && error.details['status'] === 404;
}
