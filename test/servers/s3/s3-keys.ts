/** A key pair that the server knows. */
export interface S3Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Given: requests must bring it along (temporary keys). */
  readonly sessionToken?: string;
  /** Its time is over: every request is answered with ExpiredToken. */
  readonly isExpired?: boolean;
  /** May read, list and nothing else. */
  readonly isReadOnly?: boolean;
  /** Name of the account; buckets belong to the account that made them. Default `owner`. */
  readonly account?: string;
}

/** Key pairs of every test server: a full one, one that may only read, temporary ones, and a stranger's. */
export const testKeys = {
  owner: { accessKeyId: 'HEADWATEROWNER000001', secretAccessKey: 'owner-secret-00000000000000000000000000+/' },
  readOnly: {
    accessKeyId: 'HEADWATERREADER00001',
    secretAccessKey: 'reader-secret-000000000000000000000000000',
    isReadOnly: true,
  },
  temporary: {
    accessKeyId: 'HEADWATERTEMPORARY01',
    secretAccessKey: 'temporary-secret-000000000000000000000000',
    sessionToken: 'token-that-is-good',
  },
  expired: {
    accessKeyId: 'HEADWATEREXPIRED0001',
    secretAccessKey: 'expired-secret-00000000000000000000000000',
    sessionToken: 'token-of-yesterday',
    isExpired: true,
  },
  stranger: {
    accessKeyId: 'HEADWATERSTRANGER001',
    secretAccessKey: 'stranger-secret-0000000000000000000000000',
    account: 'stranger',
  },
} as const satisfies Record<string, S3Key>;
