import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from './command.js';
import { parseCommand } from './parse-command.js';

describe('parseCommand', () => {
  it('reads the commands', () => {
    expect(parseCommand([])).toEqual({ name: 'help', topic: null });
    expect(parseCommand(['--help'])).toEqual({ name: 'help', topic: null });
    expect(parseCommand(['help', 'demo'])).toEqual({ name: 'help', topic: 'demo' });
    expect(parseCommand(['live', '--help'])).toEqual({ name: 'help', topic: 'live' });
    expect(parseCommand(['version'])).toEqual({ name: 'version' });
    expect(parseCommand(['serve'])).toEqual({
      name: 'serve',
      dataDir: null,
      port: null,
      open: true,
      destination: null,
      relays: null,
    });
    expect(parseCommand(['serve', '--no-open', '--port', '0', '--data', 'x'])).toEqual({
      name: 'serve',
      dataDir: 'x',
      port: 0,
      open: false,
      destination: null,
      relays: null,
    });
    expect(parseCommand(['demo', '--seconds', '20', '--json', '--hold'])).toMatchObject({
      name: 'demo',
      seconds: 20,
      json: true,
      hold: true,
      input: null,
    });
    expect(parseCommand(['live', '--input=a.mp4', '--title', ' Tea '])).toMatchObject({
      name: 'live',
      input: 'a.mp4',
      title: 'Tea',
      seconds: null,
    });
  });

  it.each([
    [['dance'], /known command/],
    [['--json'], /command first/],
    [['demo', '--input', 'x'], /--input/],
    [['demo', 'extra'], /only options/],
    [['demo', '--seconds', '0'], /--seconds/],
    [['demo', '--seconds', '1e3'], /--seconds/],
    [['demo', '--seconds', '-5'], /seconds/],
    [['serve', '--port', '70000'], /--port/],
    [['serve', '--port', '80a'], /--port/],
    [['serve', '--data', ''], /--data/],
    [['live'], /--input/],
    [['live', '--input', 'x', '--title', '  '], /--title/],
    [['serve', '--json'], /--json/],
    [['demo', '--endpoint', 'https://s3.example'], /--endpoint only/],
    [['live', '--input', 'x', '--to', 's3://'], /bucket/],
    [['constructor'], /known command/],
  ])('refuses %j in words', (argv, words) => {
    expect(() => parseCommand(argv)).toThrow(words);
  });

  it('answers any command line with a command or a UsageError', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'demo',
        'live',
        'serve',
        '--port',
        '--seconds',
        '--json',
        '--input',
        '--to',
        's3://b',
        '--',
        '-h',
        '1',
        '',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (argv) => {
        try {
          expect(parseCommand(argv).name).toMatch(/^(help|version|serve|demo|live)$/);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });
});
