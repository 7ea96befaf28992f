import { afterEach, describe, expect, test } from 'vitest';
import { type Reply } from './testing/answering-server.js';
import { bucket, closeAll, failure, listed } from './testing/bucket.js';

afterEach(closeAll);

describe('list', () => {
  test('goes on page by page', async () => {
    const page = (keys: string[], more: string): Reply => ({
      status: 200,
      headers: { 'content-type': 'application/xml' },
      body: `<ListBucketResult>${keys.map((key) => `<Contents><Key>${key}</Key><Size>3</Size></Contents>`).join('')}${more}</ListBucketResult>`,
    });
    const { client, server } = await bucket(({ query }) =>
      query.has('continuation-token')
        ? page(['b/2 &amp; ü'], '<IsTruncated>false</IsTruncated>')
        : page(['b/1'], '<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>'),
    );
    expect(await listed(client)).toEqual(['b/1', 'b/2 & ü']);
    expect(server.received.map(({ query }) => query.get('prefix'))).toEqual(['b/', 'b/']);
    expect(client.usage.lists).toBe(2);
  });

  test.each([
    ['an empty answer', ''],
    ['another document', '<html><body/></html>'],
    ['no XML', 'OK'],
    ['a page that never ends', '<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>'],
  ])('takes %s for no list, not for an empty one', async (_, text) => {
    const { client } = await bucket(() => ({
      status: 200,
      headers: { 'content-type': 'application/xml' },
      body: text,
    }));
    expect((await failure(listed(client))).code).toBe('publish.malformed-answer');
  });
});
