import { readFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { BucketServer } from '../../test/integration/support/bucket-server.js';

export interface RawPut {
  readonly file: string;
  readonly key: string;
}

/** Stores files by the SDK alone, so many at once, with the headers that the product gives them. */
export class RawPuts {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #atOnce: number;

  constructor(server: BucketServer, atOnce: number) {
    const { endpoint, region, accessKeyId, secretAccessKey, bucket } = server;
    process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
    this.#bucket = bucket;
    this.#atOnce = atOnce;
    this.#client = new S3Client({
      endpoint,
      region,
      forcePathStyle: true,
      maxAttempts: 1,
      credentials: { accessKeyId, secretAccessKey },
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: new NodeHttpHandler({ httpAgent: new Agent({ keepAlive: true, maxSockets: atOnce }) }),
    });
  }

  /** Rejects at the first failure. */
  async send(puts: readonly RawPut[]): Promise<void> {
    const object = {
      Bucket: this.#bucket,
      ContentType: 'video/mp4',
      CacheControl: 'public, max-age=31536000, immutable',
    };
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let put = puts[next++]; put !== undefined; put = puts[next++]) {
        const Body = await readFile(put.file);
        await this.#client.send(new PutObjectCommand({ ...object, Key: put.key, Body }));
      }
    };
    await Promise.all(Array.from({ length: this.#atOnce }, worker));
  }

  close(): void {
    this.#client.destroy();
  }
}
