import { describe, expect, it } from 'vitest';
import { providerIds } from '../shared/destinations.js';
import { UsageError } from './command.js';
import { guideLines } from './guide.js';
import { helpText } from './help.js';
import { parseCommand } from './parse-command.js';

describe('headwater doctor', () => {
  it('is read', () => {
    expect(parseCommand(['doctor', '--destination', 'Stage', '--fix', '--data', 'x'])).toEqual({
      name: 'doctor',
      dataDir: 'x',
      destination: { kind: 'saved', name: 'Stage' },
      fix: true,
      create: false,
      json: false,
    });
    expect(
      parseCommand(['doctor', '--to', 's3://b1/my shows', '--endpoint', 'http://x:1', '--create', '--json']),
    ).toEqual({
      name: 'doctor',
      dataDir: null,
      destination: {
        kind: 'bucket',
        config: expect.objectContaining({ bucket: 'b1', prefix: 'my shows', provider: 'generic' }) as object,
        awsProfile: null,
      },
      fix: false,
      create: true,
      json: true,
    });
    expect(parseCommand(['doctor', '--to', 'Stage'])).toMatchObject({ destination: { kind: 'saved', name: 'Stage' } });
  });

  it.each([
    [[], /--destination with the name/],
    [['--to', 'this-computer'], /needs no test/],
    [['--destination', 'a', '--to', 's3://b1'], /got both/],
    [['--destination', 'a', '--region', 'x'], /--region only together/],
    [['--destination', ' '], /--to with/],
    [['--to', 's3://b1', '--seconds', '3'], /--seconds/],
    [['Stage'], /only options/],
  ])('refuses %j in words', (args, words) => {
    expect(() => parseCommand(['doctor', ...args])).toThrow(UsageError);
    expect(() => parseCommand(['doctor', ...args])).toThrow(words);
  });

  it('tells how to come by a bucket at any provider', () => {
    expect(parseCommand(['doctor', '--guide', 'R2'])).toEqual({ name: 'guide', provider: 'r2' });
    expect(() => parseCommand(['doctor', '--guide', 'floppy'])).toThrow(/one of aws, r2/);
    for (const provider of providerIds) {
      const lines = guideLines(provider);
      expect(lines.filter((line) => /^ {2}\d\. /.test(line)).length).toBeGreaterThan(2);
      const [, ...args] = lines.at(-1)?.trim().split(' ') ?? [];
      expect(parseCommand(args)).toMatchObject({ destination: { kind: 'bucket', config: { provider } } });
    }
  });

  it('has help that names every option', () => {
    expect(helpText(null)).toContain('doctor');
    const help = helpText('doctor');
    for (const flag of [
      'destination',
      'to',
      'endpoint',
      'region',
      'public-url',
      'profile',
      'aws-profile',
      'guide',
      'fix',
      'create',
      'json',
      'data',
    ]) {
      expect(help).toContain(`--${flag} `);
    }
  });
});
