import type { ErrorCode } from '../../shared/errors.js';
import type { Words, WordsOf } from './facts.js';

type PublishErrorCode = Extract<
  ErrorCode,
  `destination.${string}` | `secrets.${string}` | `diagnostics.${string}` | `publi${string}`
>;

/** What to do about stored secrets that cannot be opened, by why (src/engine/secrets). */
const lockedActions: ReadonlyMap<string, string> = new Map([
  ['no-passphrase', 'Set HEADWATER_SECRET_KEY to the passphrase they were encrypted with, and start again.'],
  ['no-key-file', 'Put the file secret.key back into the data folder, or enter the keys of your destinations again.'],
  ['key-file-damaged', 'Put a good copy of secret.key back into the data folder and start again.'],
  [
    'no-keychain',
    'Start the desktop app: its system’s keychain keeps the key to them. Its README says how to go back to a key file.',
  ],
  [
    'keychain-refused',
    'Unlock your system’s keychain (sign in to the same desktop as before), and start Headwater again. Nothing was deleted.',
  ],
  ['wrong-key', 'Start again with the HEADWATER_SECRET_KEY, or the file secret.key, that they were encrypted with.'],
  [
    'damaged',
    'Put a good copy of secrets.json back into the data folder, or enter the keys of your destinations again.',
  ],
  ['unreadable', 'Let Headwater alone own and read the files in its data folder.'],
]);

const stillUploading: Words = {
  title: 'Something is still on its way to that destination',
  action:
    'Wait until the upload is complete. Where the bucket is gone for good, forget those recordings there: in the library, in their Publish menu.',
};

/** Why a destination has to stay as it is, by why. */
const inUseWords: ReadonlyMap<string, Words> = new Map([
  [
    'place',
    {
      title: 'Broadcasts are already at that place',
      action: 'Leave the destination as it is, and add another one for the new place.',
    },
  ],
  ['upload', stillUploading],
  ['live', { title: 'A broadcast is live at that destination', action: 'End it, then delete the destination.' }],
  [
    'removal',
    {
      title: 'Broadcasts are still being removed from that destination',
      action:
        'Wait until they are gone. Where the bucket is gone for good, forget them there: in the library, in their Publish menu.',
    },
  ],
]);

/** Words for what can go wrong between here and a bucket. Each says what to do at the provider or in the form. */
export const publishErrorWords: Readonly<Record<PublishErrorCode, WordsOf>> = {
  'destination.not-found': () => ({
    title: 'That destination is not there any more',
    action: 'Pick another one in the settings, or add it again.',
  }),
  'destination.invalid': (facts) => ({
    title: `The destination cannot be used like that${facts.aside('why', 'field')}`,
    action: 'Correct it in the settings under Destinations.',
  }),
  'destination.in-use': (facts) => inUseWords.get(facts.first('why') ?? '') ?? stillUploading,
  'destination.no-credentials': (facts) => ({
    title: `The keys of ${facts.first('name', 'destination') ?? 'that destination'} are missing`,
    action: 'Enter its access key and secret again in the settings under Destinations.',
  }),
  'destination.no-public-url': () => ({
    title: 'Nobody knows under which address viewers reach that bucket',
    action: 'Enter its public address in the settings under Destinations.',
  }),
  'secrets.locked': (facts) => ({
    title: 'The stored keys cannot be opened',
    action: lockedActions.get(facts.first('why') ?? '') ?? 'Start Headwater with the secret key that it had before.',
  }),
  'diagnostics.public': (facts) => {
    const name = facts.first('name') ?? 'that destination';
    const left = facts.first('left');
    const action = 'Make that bucket private, or choose another one for diagnostics in the settings.';
    return left === null
      ? { title: `Everybody could read what is put at ${name}`, action: `Nothing of them was left there. ${action}` }
      : { title: `Everybody can read the diagnostics at ${name}`, action: `Delete ${left} there. ${action}` };
  },
  'publication.not-found': () => ({
    title: 'That broadcast is not at this destination',
    action: 'It was removed, or never sent there.',
  }),
  'publish.unreachable': (facts) => ({
    title: `The bucket cannot be reached${facts.aside('host', 'why')}`,
    action: 'Check the internet connection and the endpoint. It is tried again by itself.',
  }),
  'publish.tls': (facts) => ({
    title: `The secure connection to the bucket failed${facts.aside('why')}`,
    action: 'Check the endpoint’s address and certificate, and whether something on this network reads along.',
  }),
  'publish.clock-skew': (facts) => ({
    title: `This computer’s clock is wrong${skew(facts.first('skewMs'))}`,
    action: 'Set the clock to automatic. Headwater corrects for it where it can.',
  }),
  'publish.unknown-key': () => ({
    title: 'The provider does not know this access key',
    action: 'Copy the key again, or make a new one at the provider.',
  }),
  'publish.wrong-secret': () => ({
    title: 'The secret does not belong to this access key',
    action: 'Copy the secret again in the settings, or make a new pair at the provider.',
  }),
  'publish.expired-key': () => ({
    title: 'The access key has expired',
    action: 'Make a new one at the provider and enter it under Destinations.',
  }),
  'publish.forbidden': (facts) => ({
    title: `The key may not do that in this bucket${facts.aside('operation', 's3Code')}`,
    action: 'Give it read and write rights at the provider. Publishing goes on by itself then.',
  }),
  'publish.no-bucket': (facts) => ({
    title: `There is no such bucket${facts.aside('bucket')}`,
    action: 'Check its name and region, or let the bucket test create it.',
  }),
  'publish.wrong-region': (facts) => ({
    title: `The bucket is in another region${facts.aside('region')}`,
    action: 'Set that region in the settings under Destinations.',
  }),
  'publish.throttled': () => ({
    title: 'The provider asks to slow down',
    action: 'Headwater waits and goes on by itself. Nothing to do.',
  }),
  'publish.server-error': (facts) => ({
    title: `The provider has trouble${facts.aside('status')}`,
    action: 'It is tried again by itself. The provider’s status page may say more.',
  }),
  'publish.conflict': () => ({
    title: 'Something else writes to the same place in the bucket',
    action: 'Give each studio a prefix or a channel of its own.',
  }),
  'publish.unsupported': (facts) => ({
    title: `The provider does not support what was asked${facts.aside('s3Code')}`,
    action: 'Pick the right provider in the settings, then test the bucket.',
  }),
  'publish.refused': (facts) => ({
    title: `The provider refused the upload${facts.aside('s3Code', 'status')}`,
    action: 'Test the bucket in the settings: it says what is wrong.',
  }),
  'publish.malformed-answer': () => ({
    title: 'Something answered that is not the bucket',
    action: 'Sign in to the Wi-Fi’s own page if there is one, and check the endpoint.',
  }),
  'publish.not-public': () => ({
    title: 'Viewers may not read from this bucket',
    action: 'Test the bucket in the settings: it shows the policy to paste, or sets it for you.',
  }),
  'publish.public-url-elsewhere': () => ({
    title: 'The public address leads to another bucket',
    action: 'Correct the public address in the settings under Destinations.',
  }),
  'publish.stale': (facts) => ({
    title: `Viewers get playlists that are ${facts.first('behindSeconds') ?? 'many'} seconds old`,
    action: 'A cache or CDN in front of the bucket keeps them too long. Let it follow Cache-Control for .m3u8 files.',
  }),
  'publish.channel-held': (facts) => ({
    title: `Another studio is live on this channel${facts.aside('studio', 'holder')}`,
    action: 'End the broadcast there, or take the channel over here.',
  }),
  'publish.lease-lost': (facts) => ({
    title: `Another studio has taken the channel over${facts.aside('studio', 'holder')}`,
    action: 'It is recorded here all the same. Take the channel back, or leave it to the other.',
  }),
};

/** Milliseconds as people say them; nothing when it is no number. */
function skew(skewMs: string | null): string {
  const seconds = Math.round(Math.abs(Number(skewMs ?? Number.NaN)) / 1000);
  if (!Number.isFinite(seconds)) return '';
  return seconds < 120 ? ` by ${seconds} s` : ` by ${Math.round(seconds / 60)} min`;
}
