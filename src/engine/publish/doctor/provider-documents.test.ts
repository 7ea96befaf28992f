import { describe, expect, it } from 'vitest';
import { providerIds } from '../../../shared/destinations.js';
import { AppError, errorCodes } from '../../../shared/errors.js';
import { corsDocument, letsPlayersRead, playerCorsRule } from './cors-document.js';
import { failureOf } from './failure-words.js';
import { keyPolicy } from './key-policy.js';
import { stepsFor } from './provider-steps.js';
import { testTarget } from './test-target.test-support.js';

describe.each(providerIds)('what %s is told', (id) => {
  const target = testTarget(id);

  it('names the bucket where it is needed and leaves no gap to fill in', () => {
    const purposes = ['makePublic', 'publicUrl', 'cors', 'key', 'newKey', 'region'] as const;
    for (const purpose of purposes) {
      const steps = stepsFor(target, purpose);
      expect(steps.length).toBeGreaterThan(0);
      for (const step of steps) expect(step).not.toMatch(/\{(?!print)|undefined|\$\(cat\)/);
    }
    expect(stepsFor(target, 'cors').join(' ')).toMatch(/shows|every website/);
  });

  it('takes its CORS document in its own form, with what players need', () => {
    const text = corsDocument(id);
    expect(text).toMatch(/GET|s3_get/);
    expect(text.toLowerCase()).toContain('range');
    if (!text.startsWith('<')) expect(JSON.parse(text)).toHaveLength(1);
    else expect(text).toMatch(/^<CORSConfiguration>[^]*<AllowedOrigin>\*<\/AllowedOrigin>[^]*<\/CORSConfiguration>$/);
  });

  it('gives its keys rights that hold for the bucket alone', () => {
    const text = keyPolicy(target);
    if (text === null) return;
    const policy = JSON.parse(text) as { Statement: { Resource: string[] }[] };
    const resources = policy.Statement.flatMap((statement) => statement.Resource);
    expect(resources).toEqual(['arn:aws:s3:::shows', 'arn:aws:s3:::shows/*']);
  });

  it('has words and a mend for every trouble of a bucket, and never shows the secret', () => {
    for (const code of errorCodes.filter((one) => one.startsWith('publish.'))) {
      const details = { status: 400, s3Code: 'Trouble', region: 'eu-west-9', why: 'dns' };
      const { status, detail, mend } = failureOf(new AppError(code, 'raw words', { details }), target);
      expect(status).toBe('fail');
      expect(detail).not.toMatch(/undefined|raw words|null/);
      expect(mend.length).toBeGreaterThan(0);
      expect(JSON.stringify([detail, mend])).not.toContain('a-secret-that');
    }
  });
});

describe('a key that does not work', () => {
  it.each(['publish.wrong-secret', 'publish.unknown-key', 'publish.expired-key'] as const)(
    '%s: where a new one is made, and not which rights one needs',
    (code) => {
      for (const id of providerIds) {
        const { mend } = failureOf(new AppError(code, 'raw words'), testTarget(id));
        const [copy, ...steps] = mend;
        expect(copy).toMatch(/new key|once more/);
        expect(steps).toEqual(stepsFor(testTarget(id), 'newKey'));
        expect(steps.join(' ')).toMatch(/key|token/i);
        expect(steps.join(' ')).not.toMatch(/polic|Grant access|attach/i);
      }
    },
  );
});

describe('everybody may read at Google', () => {
  it('by one role everywhere, which lets nobody list the bucket', () => {
    const grants = [...stepsFor(testTarget('gcs'), 'makePublic'), ...testTarget('gcs').profile.info.guide];
    const forAll = grants.filter((step) => step.includes('allUsers'));
    expect(forAll).toHaveLength(2);
    for (const step of forAll) expect(step).toMatch(/the role "Storage Legacy Object Reader"|, role "Storage Legacy/);
  });
});

describe('letsPlayersRead', () => {
  it('knows its own rule and a narrower one', () => {
    expect(letsPlayersRead([playerCorsRule])).toBe(true);
    expect(letsPlayersRead([{ ...playerCorsRule, allowedOrigins: ['https://a.example'] }])).toBe(false);
    expect(letsPlayersRead(null)).toBe(false);
  });
});
