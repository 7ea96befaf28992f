import { notImplemented, S3Error } from './s3-error.js';
import { authorize, type S3Answer, type S3Request } from './s3-request.js';
import { awsEncode } from './uri.js';
import { toXml, type XmlNode } from './xml.js';

const pageSize = 1000;

/** `encoding-type=url` as AWS does it: like a form, with `+` for a space and slashes left alone. */
function listEncode(text: string): string {
  return awsEncode(text).replaceAll('%2F', '/').replaceAll('%20', '+');
}

function readPageSize(text: string | undefined): number {
  const wanted = text === undefined ? pageSize : Number(text);
  if (!Number.isInteger(wanted) || wanted < 0) {
    throw new S3Error(400, 'InvalidArgument', 'Provided max-keys not an integer or within integer range');
  }
  return Math.min(wanted, pageSize);
}

interface Page {
  readonly keys: readonly string[];
  readonly prefixes: readonly string[];
  /** What the next page begins after; null on the last one. */
  readonly next: string | null;
}

function cutPage(sorted: readonly string[], query: ReadonlyMap<string, string>, after: string, limit: number): Page {
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
  const keys: string[] = [];
  const prefixes: string[] = [];
  let last = after;
  const afterBytes = Buffer.from(after);
  for (const key of sorted) {
    if (!key.startsWith(prefix) || Buffer.compare(Buffer.from(key), afterBytes) <= 0) continue;
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const common = cut < 0 ? null : key.slice(0, cut + delimiter.length);
    if (common !== null && (common === prefixes.at(-1) || after.startsWith(common))) {
      last = key;
      continue;
    }
    if (keys.length + prefixes.length === limit) return { keys, prefixes, next: last };
    if (common === null) keys.push(key);
    else prefixes.push(common);
    last = key;
  }
  return { keys, prefixes, next: null };
}

/** ListObjectsV2: pages in the order of the keys' UTF-8 bytes. */
export function listObjects(request: S3Request): S3Answer {
  const { bucket, query } = request;
  authorize(request, 's3:ListBucket');
  if (query.get('list-type') !== '2') throw notImplemented('list-type');
  const limit = readPageSize(query.get('max-keys'));
  const token = query.get('continuation-token');
  const after = token === undefined ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString();
  const sorted = [...bucket.objects.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const { keys, prefixes, next } =
    limit === 0 ? { keys: [], prefixes: [], next: null } : cutPage(sorted, query, after, limit);
  const encode = query.get('encoding-type') === 'url' ? listEncode : (text: string): string => text;
  const echo = (name: string, from: string): XmlNode[] => {
    const value = query.get(from);
    return value === undefined ? [] : [[name, from.includes('token') ? value : encode(value)]];
  };
  const contents = keys.flatMap((key): XmlNode[] => {
    const object = bucket.objects.get(key);
    if (object === undefined) return [];
    const fields: XmlNode[] = [
      ['Key', encode(key)],
      ['LastModified', new Date(object.modifiedAtMs).toISOString()],
      ['ETag', object.etag],
      ['Size', String(object.body.length)],
      ['StorageClass', 'STANDARD'],
    ];
    return [['Contents', fields]];
  });
  const document: XmlNode = [
    'ListBucketResult',
    [
      ['Name', bucket.name],
      ['Prefix', encode(query.get('prefix') ?? '')],
      ...echo('Delimiter', 'delimiter'),
      ...echo('StartAfter', 'start-after'),
      ...echo('ContinuationToken', 'continuation-token'),
      ...(next === null ? [] : ([['NextContinuationToken', Buffer.from(next).toString('base64url')]] as const)),
      ['KeyCount', String(keys.length + prefixes.length)],
      ['MaxKeys', String(limit)],
      ...echo('EncodingType', 'encoding-type'),
      ['IsTruncated', String(next !== null)],
      ...contents,
      ...prefixes.map((prefix): XmlNode => ['CommonPrefixes', [['Prefix', encode(prefix)]]]),
    ],
  ];
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: toXml(document, true) };
}
