import fc from 'fast-check';
import { expect, test } from 'vitest';
import { relayServices } from '../../../shared/relay-url.js';
import { relayConfigSchema } from '../../../shared/relays.js';
import { checkRelayDraft } from './check-relay-draft.js';
import { backupOf, draftOf, emptyDraft, placeOf, suggestedName, withPlace } from './relay-draft.js';
import { samplePreset } from './sample-preset.test-support.js';

const twitch = samplePreset('twitch', {
  label: 'Twitch',
  servers: [
    { id: 'near', label: 'Nearest', url: 'rtmps://near.twitch.tv/app', backupUrl: 'rtmp://live.twitch.tv/app' },
    { id: 'fra', label: 'Frankfurt', url: 'rtmp://live-fra.twitch.tv/app', backupUrl: null },
  ],
});
const custom = samplePreset('rtmp', { label: 'Other' });

test('a service with a list needs nothing but the key: nearest server, its backup, its name', () => {
  expect(checkRelayDraft(emptyDraft('twitch'), twitch, []).config).toMatchObject({
    name: 'Twitch',
    url: 'rtmps://near.twitch.tv/app',
    backupUrl: 'rtmp://live.twitch.tv/app',
    feed: 'auto',
    whileSourceIsGone: 'hold',
  });
  const other = withPlace(emptyDraft('twitch'), twitch, { url: 'rtmp://live-fra.twitch.tv/app' });
  expect(backupOf(other, twitch)).toBe('');
  expect(backupOf(withPlace(emptyDraft('twitch'), twitch, { backupUrl: '' }), twitch)).toBe('');
});

test('what is typed for one service is not sent to another, and is there again on return', () => {
  const typed = withPlace(emptyDraft('rtmp'), custom, { url: 'rtmp://a.example/live' });
  expect(checkRelayDraft({ ...typed, service: 'twitch' }, twitch, []).config?.url).toBe('rtmps://near.twitch.tv/app');
  expect(placeOf(typed, custom).url).toBe('rtmp://a.example/live');
});

test('a suggested name is free, and the server’s own where the service is nobody known', () => {
  const typed = withPlace(emptyDraft('rtmp'), custom, { url: 'rtmp://a.example/live' });
  expect(suggestedName(typed, custom, [])).toBe('a.example');
  expect(suggestedName(typed, custom, [' A.EXAMPLE '])).toBe('a.example 2');
  expect(checkRelayDraft({ ...typed, name: 'Mine' }, custom, ['mine']).problems).toEqual({
    name: 'Another relay has this name.',
  });
  expect(checkRelayDraft({ ...typed, name: 'none' }, custom, []).problems).toHaveProperty('name');
});

test.each([
  [twitch, 'srt://a.example:9000', 'This is an SRT address: pick SRT above.'],
  [samplePreset('srt'), 'rtmp://a.example/live', 'Enter an address that begins with srt://.'],
  [custom, '', 'Enter the server’s address, such as rtmp://live.example.com/app'],
  [custom, 'https://a.example', 'Enter an address that begins with rtmp://, rtmps:// or srt://.'],
  [custom, 'rtmp://a.example', /^Enter the name of the application/],
  [samplePreset('kick', { label: 'Kick', needsTls: true }), 'rtmp://a.example/app', /^Kick takes encrypted/],
])('%o says what is wrong with %s', (preset, url, words) => {
  const draft = withPlace(emptyDraft(preset.service), preset, { url });
  const { problems } = checkRelayDraft(draft, preset, []);
  expect(problems.url).toEqual(typeof words === 'string' ? words : expect.stringMatching(words));
});

test('whatever is typed, there is either a config that the schema takes, or words at a field', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ minLength: 1000, maxLength: 1200 }),
    fc.constantFrom(
      '',
      ' ',
      'none',
      'rtmp://h/a',
      'rtmps://h:443/a/b',
      'rtmp://u:p@h/a',
      'srt://h:1',
      '\u202e',
      '\u0000',
    ),
  );
  fc.assert(
    fc.property(
      fc.record({ name: fc.option(text), url: text, backupUrl: fc.option(text) }),
      fc.constantFrom(...relayServices),
      fc.boolean(),
      ({ name, ...place }, service, needsTls) => {
        const preset = samplePreset(service, { needsTls });
        const draft = { ...emptyDraft(service), name, places: { [service]: place } };
        const checked = checkRelayDraft(draft, preset, []);
        if (checked.config === null) {
          expect(Object.keys(checked.problems)).not.toEqual([]);
          expect(Object.values(checked.problems).join(' ')).not.toMatch(/Expected|Invalid|undefined|null/);
        } else {
          expect(relayConfigSchema.parse(checked.config)).toEqual(checked.config);
          // What was saved and is opened again is valid as it is.
          expect(checkRelayDraft(draftOf(checked.config), preset, []).config).toEqual(checked.config);
        }
      },
    ),
  );
});
