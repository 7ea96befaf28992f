import type { ReasonCode } from '../../shared/reasons.js';
import type { WordsOf } from './facts.js';

type PublishReasonCode = Extract<ReasonCode, `publish.${string}`>;

/** Words for how publishing goes. */
export const publishReasonWords: Readonly<Record<PublishReasonCode, WordsOf>> = {
  'publish.first-segment': () => ({
    title: 'Publishing the first segment',
    action: 'The link plays in a moment.',
  }),
  'publish.catching-up': () => ({
    title: 'Catching up with what is not uploaded yet',
    action: 'Viewers get the live edge first, the rest follows. Nothing to do.',
  }),
  'publish.renditions-deferred': (facts) => ({
    title: `Uploaded later, because the uplink cannot carry it: ${facts.first('names', 'renditions') ?? 'part of the ladder'}`,
    action: 'Viewers get the other qualities. The recording keeps everything.',
  }),
  'publish.renditions-back': (facts) => ({
    title: `The uplink carries it again: ${facts.first('names', 'renditions') ?? 'the whole ladder'}`,
    action: 'What was left out follows by itself. Nothing to do.',
  }),
  'publish.verifying': () => ({
    title: 'Reading the link back through the public address',
    action: 'It counts as published once that worked. Nothing to do.',
  }),
  'publish.complete': (facts) => ({
    title: `All of it is in the bucket${facts.aside('destination', 'title')}`,
    action: 'The link replays the recording. Nothing to do.',
  }),
  'publish.retention': (facts) => ({
    title: `No longer kept in the bucket${facts.aside('destination')}: ${facts.first('titles') ?? 'older broadcasts'}`,
    action: 'Their links stop working. The recordings on this computer stay, and can be published again.',
  }),
  'publish.mended': (facts) => ({
    title: `Publishing works again${facts.aside('destination')}`,
    action: 'What had to wait follows by itself. Nothing to do.',
  }),
  'publish.object-refused': (facts) => {
    const objects = facts.first('objects') ?? '1';
    const key = facts.first('key');
    return {
      title: `${objects} ${objects === '1' ? 'object' : 'objects'} refused by the provider${key === null ? '' : `: ${key}`}${facts.aside('s3Code', 'status')}`,
      action: 'Everything else goes on. It is tried again by itself, and at once when the destination is changed.',
    };
  },
  'publish.public-again': () => ({
    title: 'Viewers can read it again',
    action: 'The link works. Nothing to do.',
  }),
};
