import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { letsEverybodyRead, publicPolicy } from './bucket-policy.js';
import { testTarget } from './test-target.test-support.js';

const target = testTarget('aws');
const others = {
  Version: '2008-10-17',
  Id: 'theirs',
  Statement: [
    {
      Sid: 'Backup',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::1:user/b' },
      Action: 's3:*',
      Resource: 'arn:aws:s3:::shows/*',
    },
    { Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject', Resource: ['arn:aws:s3:::shows/keep/*'] },
  ],
};

describe('publicPolicy', () => {
  it('lets everybody read below the prefix and nothing else', () => {
    expect(JSON.parse(publicPolicy(target))).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'HeadwaterPublicRead',
          Effect: 'Allow',
          Principal: { AWS: ['*'] },
          Action: ['s3:GetObject'],
          Resource: ['arn:aws:s3:::shows/tea/*'],
        },
      ],
    });
    expect(letsEverybodyRead(publicPolicy(target), target)).toBe(true);
    expect(letsEverybodyRead(publicPolicy(target), testTarget('aws', { prefix: 'coffee' }))).toBe(false);
    expect(letsEverybodyRead(publicPolicy(testTarget('aws', { prefix: '' })), target)).toBe(true);
  });

  it('keeps what others have in the policy, and adds to its own', () => {
    const first = publicPolicy(target, { existing: JSON.stringify(others) });
    const second = publicPolicy(testTarget('aws', { prefix: 'coffee' }), { existing: first });
    const { Version, Id, Statement } = JSON.parse(second) as typeof others;
    expect({ Version, Id }).toEqual({ Version: '2008-10-17', Id: 'theirs' });
    expect(Statement.slice(0, 2)).toEqual(others.Statement);
    expect(Statement).toHaveLength(3);
    expect(Statement[2]?.Resource).toEqual(['arn:aws:s3:::shows/tea/*', 'arn:aws:s3:::shows/coffee/*']);
    expect(publicPolicy(target, { existing: second })).toBe(second);
  });

  it('adds the listing only when asked', () => {
    const { Statement } = JSON.parse(publicPolicy(target, { listing: true }));
    expect(Statement[1]).toMatchObject({ Action: ['s3:ListBucket'], Resource: ['arn:aws:s3:::shows'] });
  });

  it('writes the signs of a policy as text', () => {
    const { Statement } = JSON.parse(publicPolicy(testTarget('aws', { prefix: 'a*b?/$c' })));
    expect(Statement[0].Resource).toEqual(['arn:aws:s3:::shows/a${*}b${?}/${$}c/*']);
  });

  it('takes any text for a policy or says that it is none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (existing) => {
        expect(letsEverybodyRead(existing, target)).toBe(false);
        try {
          expect(letsEverybodyRead(publicPolicy(target, { existing }), target)).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: 'publish.malformed-answer' });
        }
      }),
    );
  });
});

describe('letsEverybodyRead', () => {
  it.each([
    ['a condition', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }],
    ['a denial', { Effect: 'Deny' }],
    ['somebody', { Principal: { AWS: 'arn:aws:iam::1:root' } }],
    ['another right', { Action: 's3:PutObject' }],
    ['another place', { Resource: 'arn:aws:s3:::other/*' }],
  ])('is not fooled by %s', (_what, change) => {
    const open = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shows/*' };
    expect(letsEverybodyRead(JSON.stringify({ Statement: open }), target)).toBe(true);
    expect(letsEverybodyRead(JSON.stringify({ Statement: [{ ...open, ...change }] }), target)).toBe(false);
  });
});
