import { afterEach, beforeEach } from 'vitest';
import { startS3Server, type S3Fixture } from '../../servers/s3-server.js';
import { destinationAt, publicRoot } from './bucket-server.js';

/** The server of a bucket that each test of a file gets anew. There from the first `beforeEach` on. */
export interface FileBucket {
  readonly server: S3Fixture;
  /** What an engine is told of it, for `TestEngine.start`. */
  readonly destination: ReturnType<typeof destinationAt>;
  /** URL of its root for anonymous readers. */
  readonly root: string;
}

/** For the top of a file, above what uses the bucket: it is stopped behind all of that. */
export function fileBucket(): FileBucket {
  let server: S3Fixture | null = null;
  const there = (): S3Fixture => {
    if (server === null) throw new Error('Expected a test or a hook to ask for the bucket, got the file itself');
    return server;
  };
  beforeEach(async () => {
    server = await startS3Server();
  });
  afterEach(() => server?.stop());
  return {
    get server() {
      return there();
    },
    get destination() {
      return destinationAt(there(), { publicUrl: publicRoot(there()) });
    },
    get root() {
      return publicRoot(there());
    },
  };
}
