import { toXml, type XmlNode } from './xml.js';

/** Answer to a request that is refused: status, S3's code and words, and what S3 adds to the XML for this code. */
export class S3Error extends Error {
  readonly status: number;
  readonly code: string;
  readonly extra: readonly XmlNode[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    options: { extra?: readonly XmlNode[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.name = 'S3Error';
    this.status = status;
    this.code = code;
    this.extra = options.extra ?? [];
    this.headers = options.headers ?? {};
  }

  /** The body as S3 writes it. */
  toXml(resource: string, requestId: string): string {
    return toXml([
      'Error',
      [
        ['Code', this.code],
        ['Message', this.message],
        ...this.extra,
        ['Resource', resource],
        ['RequestId', requestId],
        ['HostId', 'headwater-test'],
      ],
    ]);
  }
}

export const accessDenied = (message = 'Access Denied'): S3Error => new S3Error(403, 'AccessDenied', message);

export const noSuchBucket = (bucket: string): S3Error =>
  new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist', { extra: [['BucketName', bucket]] });

export const noSuchKey = (key: string): S3Error =>
  new S3Error(404, 'NoSuchKey', 'The specified key does not exist.', { extra: [['Key', key]] });

export const preconditionFailed = (condition: string): S3Error =>
  new S3Error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    extra: [['Condition', condition]],
  });

export const notImplemented = (what: string): S3Error =>
  new S3Error(501, 'NotImplemented', 'A header or query you provided implies functionality that is not implemented', {
    extra: [['Header', what]],
  });

export const malformedXml = (): S3Error =>
  new S3Error(
    400,
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
