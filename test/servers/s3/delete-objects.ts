import { accessDenied, malformedXml, S3Error } from './s3-error.js';
import { isAllowed, type S3Answer, type S3Request } from './s3-request.js';
import { parseXml, textOf, toXml, type XmlNode } from './xml.js';

const mostKeys = 1000;

/** DeleteObjects. What the sender may not delete comes back as an `Error` per key in an answer of 200, as at AWS. */
export function deleteObjects(request: S3Request): S3Answer {
  const { headers, bucket, body, checksum, sender } = request;
  if (sender === null) throw accessDenied();
  if (headers['content-md5'] === undefined && checksum === null) {
    const message = 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*';
    throw new S3Error(400, 'InvalidRequest', message);
  }
  const document = parseXml(body.toString());
  const keys = (document?.children ?? [])
    .filter(({ name }) => name === 'Object')
    .map((object) => textOf(object, 'Key') ?? '');
  if (document?.name !== 'Delete' || keys.length === 0 || keys.length > mostKeys) throw malformedXml();
  const isQuiet = textOf(document, 'Quiet') === 'true';
  const results = keys.flatMap((key): XmlNode[] => {
    if (!isAllowed(request, 's3:DeleteObject', key)) {
      const fields: XmlNode[] = [
        ['Key', key],
        ['Code', 'AccessDenied'],
        ['Message', 'Access Denied'],
      ];
      return [['Error', fields]];
    }
    bucket.objects.delete(key);
    return isQuiet ? [] : [['Deleted', [['Key', key]]]];
  });
  const answer = toXml(['DeleteResult', results], true);
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: answer };
}
