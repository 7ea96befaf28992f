import type { ErrorCode } from '../shared/errors.js';
import type { ReasonCode } from '../shared/reasons.js';
import { after, aside, type Words } from './facts.js';

type PublishErrorCode = Extract<
  ErrorCode,
  `destination.${string}` | `secrets.${string}` | `diagnostics.${string}` | `publi${string}`
>;
type PublishReasonCode = Extract<ReasonCode, `publish.${string}`>;

const quoted = (text: string | null) => (text === null ? null : `"${text}"`);

/** Why stored secrets cannot be opened (src/engine/secrets/secrets-locked.ts), and what to do about it. */
const lockedWords: Readonly<Record<string, string>> = {
  'no-keychain':
    'The desktop app has its system’s keychain keep the key to them. Start the app once with HEADWATER_KEYCHAIN=off, then this again.',
  'keychain-refused': 'The system’s keychain is locked, gone or another one. Unlock it and start again.',
  'no-passphrase': 'They were encrypted with a passphrase. Set HEADWATER_SECRET_KEY to it and start again.',
  'no-key-file':
    'The file secret.key is gone from the data folder. Put it back, or enter the keys of your destinations again in the studio.',
  'key-file-damaged':
    'The file secret.key in the data folder is damaged. Put a good copy back, or enter the keys of your destinations again in the studio.',
  'wrong-key':
    'HEADWATER_SECRET_KEY, or the file secret.key, is not the one they were encrypted with. Start again with that one.',
  damaged:
    'The file secrets.json in the data folder is damaged or was changed. Put a good copy back, or enter the keys of your destinations again in the studio.',
  unreadable: 'The data folder does not let Headwater read them and keep others out. Check who owns its files.',
};

/** What can go wrong between here and a bucket. */
export const publishErrorWords: Readonly<Record<PublishErrorCode, Words>> = {
  'destination.not-found': (fact) =>
    `There is no destination${after(quoted(fact('name')))}. ${
      fact('known') === null ? 'Add one in the studio, or use --to s3://bucket/prefix.' : `Known are: ${fact('known')}.`
    }`,
  'destination.invalid': (fact) =>
    `The destination cannot be used like that${aside(fact('why') ?? fact('field'))}. Correct its options, or edit it in the studio.`,
  'destination.in-use': (fact) =>
    fact('why') === 'place'
      ? 'Broadcasts are already at that place. Leave the destination as it is and add another one for the new place.'
      : fact('why') === 'live'
        ? 'A broadcast is live there. End it first.'
        : fact('why') === 'removal'
          ? 'Broadcasts are still being removed from that destination. Wait until they are gone, or forget them there in the studio.'
          : 'Something is still on its way to that destination. Wait until the upload is complete, or forget it there in the studio.',
  'destination.no-credentials': (fact) =>
    `The keys of${after(quoted(fact('name'))) || ' that destination'} are missing. Enter them in the studio, or use --to s3://bucket/prefix with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
  'destination.no-public-url': () =>
    'Nobody knows under which address viewers reach that bucket. Name it with --public-url, or in the studio.',
  'secrets.locked': (fact) => {
    const why = fact('why') ?? '';
    const what = Object.hasOwn(lockedWords, why) ? lockedWords[why] : undefined;
    return `The stored keys cannot be opened. ${what ?? 'Start Headwater with the secret key that it had before.'}`;
  },
  'diagnostics.public': (fact) => {
    const place = after(quoted(fact('name'))) || ' that destination';
    const left = fact('left');
    const advice = 'Make that bucket private, or choose another one for diagnostics in the studio.';
    return left === null
      ? `Everybody could read what is put at${place}, so nothing of them was left there. ${advice}`
      : `Everybody can read the diagnostics at${place}, and they could not be removed: delete ${left} there. ${advice}`;
  },
  'publication.not-found': () => 'That broadcast is not at this destination. It was removed, or never sent there.',
  'publish.unreachable': (fact) =>
    `The bucket cannot be reached${aside(fact('host') ?? fact('why'))}. Check the internet connection and the endpoint; it is tried again by itself.`,
  'publish.tls': (fact) =>
    `The secure connection to the bucket failed${aside(fact('why'))}. Check the endpoint's address and certificate.`,
  'publish.clock-skew': (fact) =>
    `This computer's clock is wrong${aside(skew(fact('skewMs')))}. Set it to automatic; Headwater corrects for it where it can.`,
  'publish.unknown-key': () =>
    'The provider does not know this access key. Copy the key id once more, or make a new key at the provider.',
  'publish.wrong-secret': () =>
    'The secret does not belong to this access key. Copy the secret once more, or make a new key at the provider.',
  'publish.expired-key': () =>
    'The access key has expired or was withdrawn. Make a new one at the provider; what waits goes on with it.',
  'publish.forbidden': (fact) =>
    `The key may not do that in this bucket${aside(fact('operation') ?? fact('s3Code'))}. Give it read and write rights at the provider; it goes on by itself then.`,
  'publish.no-bucket': (fact) =>
    `There is no such bucket${aside(fact('bucket'))}. Check its name and region, or make it with: headwater doctor --create.`,
  'publish.wrong-region': (fact) =>
    `The bucket is in another region${aside(fact('region'))}. Name that one with --region, or in the studio.`,
  'publish.throttled': () => 'The provider asks to slow down. Headwater waits and goes on by itself.',
  'publish.server-error': (fact) =>
    `The provider has trouble${aside(fact('status'))}. It is tried again by itself; the provider's status page may say more.`,
  'publish.conflict': () =>
    'Something else writes to the same place in the bucket. Give each studio a prefix or a channel of its own.',
  'publish.unsupported': (fact) =>
    `The provider does not support what was asked${aside(fact('s3Code'))}. Name the right provider with --profile, then run: headwater doctor.`,
  'publish.refused': (fact) =>
    `The provider refused the upload${aside(fact('s3Code') ?? fact('status'))}. To see what is wrong, run: headwater doctor.`,
  'publish.malformed-answer': () =>
    "Something answered that is not the bucket. Sign in to the Wi-Fi's own page if there is one, and check the endpoint.",
  'publish.not-public': () =>
    'Viewers may not read from this bucket. The mend for this provider is shown by: headwater doctor.',
  'publish.public-url-elsewhere': () =>
    'The public address leads to another bucket. Correct it with --public-url, or in the studio.',
  'publish.stale': (fact) =>
    `Viewers get old copies of the playlists${aside(fact('behindSeconds') === null ? null : `${fact('behindSeconds')} s`)}. Let the cache or CDN in front of the bucket follow Cache-Control for .m3u8 files.`,
  'publish.channel-held': (fact) =>
    `Another studio${aside(fact('studio') ?? fact('holder'))} is live on this channel. End the broadcast there, or take the channel over in this studio; it is recorded here all the same.`,
  'publish.lease-lost': (fact) =>
    `Another studio${aside(fact('studio') ?? fact('holder'))} has taken the channel over. It is recorded here all the same; take the channel back in the studio, or leave it to the other.`,
};

/** How publishing goes. */
export const publishReasonWords: Readonly<Record<PublishReasonCode, Words>> = {
  'publish.first-segment': () => 'Waiting for the first segment. It plays in a moment.',
  'publish.catching-up': () =>
    'The upload is catching up: viewers get the live edge first, and the rest follows. Nothing to do.',
  'publish.renditions-deferred': (fact) =>
    `The uplink${aside(fact('mbits') === null ? null : `${fact('mbits')} Mb/s`)} cannot carry everything. Uploaded later: ${fact('names') ?? 'part of the ladder'}. The recording keeps all of it.`,
  'publish.renditions-back': (fact) =>
    `The uplink carries more again. What was left out follows by itself${fact('names') === null ? '' : `; still later: ${fact('names')}`}.`,
  'publish.verifying': () =>
    'Reading the link back through the public address. It counts as published once that worked.',
  'publish.complete': (fact) =>
    `All of it is at the destination${aside(fact('destination'))}. The link replays the recording.`,
  'publish.retention': (fact) =>
    `No longer kept in the bucket${aside(fact('destination'))}: ${fact('titles') ?? 'older broadcasts'}. Their links stop working; the recordings on this computer stay.`,
  'publish.mended': (fact) =>
    `Publishing works again${aside(fact('destination'))}. What had to wait follows by itself.`,
  'publish.object-refused': (fact) => {
    const objects = fact('objects') ?? '1';
    return `The provider refuses ${objects} ${objects === '1' ? 'object' : 'objects'}${fact('key') === null ? '' : `: ${fact('key')}`}${aside(fact('s3Code') ?? fact('status'))}. Everything else goes on; it is tried again by itself.`;
  },
  'publish.public-again': () => 'Viewers can read it again. The link works.',
};

/** Milliseconds as people say them; null when it is no number. */
function skew(skewMs: string | null): string | null {
  const seconds = Math.round(Math.abs(Number(skewMs ?? Number.NaN)) / 1000);
  if (!Number.isFinite(seconds)) return null;
  return seconds < 120 ? `by ${seconds} s` : `by ${Math.round(seconds / 60)} min`;
}
