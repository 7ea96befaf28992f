import type { MediaReasonCode } from '../media/media-reasons.js';
import type { Facts, WordsOf } from './facts.js';

type ProgrammeReasonCode = Extract<MediaReasonCode, `programme.${string}`>;

const lasting = (facts: Facts): string => {
  const seconds = facts.first('seconds');
  return seconds === null ? '' : `, for ${seconds} s`;
};

/** Words for what composing, encoding and mixing in the studio has lived through. */
export const programmeReasonWords: Readonly<Record<ProgrammeReasonCode, WordsOf>> = {
  'programme.slept': (facts) => ({
    title: `This computer was asleep, or did nothing else${lasting(facts)}`,
    action:
      'The programme goes on; what a broadcast lacks is marked as a gap. Keep the computer awake during a broadcast. A clock that is set forwards looks the same.',
  }),
  'programme.renderer-lost': () => ({
    title: 'The graphics card was lost for a moment',
    action: 'The picture goes on. If it happens again, update the graphics driver.',
  }),
  'programme.encoder-failed': (facts) => ({
    title:
      facts.first('isReplaced') === 'true'
        ? `The video encoder failed, and another takes its place${facts.aside('codec')}`
        : `The video encoder failed and was made anew${facts.aside('codec')}`,
    action: 'The programme goes on. If it happens again, update the graphics driver.',
  }),
  'programme.sound-encoder-failed': () => ({
    title: 'The sound encoder failed and was made anew',
    action: 'The programme goes on. Nothing to do.',
  }),
  'programme.sound-failed': () => ({
    title: 'The mixer has failed: the programme is silent',
    action: 'Reload this page: a broadcast that is on goes on with the same link.',
  }),
  'programme.cannot-begin': () => ({
    title: 'The studio cannot begin to compose: there is nothing to send',
    action: 'It is tried again by itself. Reload this page; if it stays so, start the program anew.',
  }),
  'programme.restarted': () => ({
    title: 'Composing stopped and was started again',
    action: 'A broadcast that is on goes on with the same link. Nothing to do.',
  }),
};
