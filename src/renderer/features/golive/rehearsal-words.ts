import type { Rehearsal, RehearsalReport } from '../../../shared/rehearsal.js';

/** Everything that a rehearsal says, in one place, ready for translation. */
export const rehearsalWords = {
  title: 'Rehearsal',
  begin: 'Rehearse for 20 seconds',
  status: {
    sending: 'On its way, for those who have its link alone. It ends by itself.',
    measuring: 'Over. The rest of it is on its way to the destination.',
    ready: 'Played and measured as a viewer gets it. Nobody else has been told of it.',
    deleting: 'It is being removed, from the destination and from this computer.',
    failed: 'Nothing came of it: no picture reached the recording.',
  } satisfies Record<Rehearsal['status'], string>,
  over: 'The rehearsal is over.',
  verdict: ({ firstPicture, lostSegments, unreadSegments }: RehearsalReport) => {
    const lost = lostSegments + unreadSegments;
    const delay = firstPicture === null ? null : `It reaches viewers after ${seconds(firstPicture.p50Ms)}`;
    const told = [delay, lost === 0 ? 'nothing was lost' : `${lost} segments were lost`].filter(
      (each) => each !== null,
    );
    return `${told.join(', ')}. More about it beside the stage, under Live.`;
  },
  /** A report of one that did not get where it should. */
  notThere: 'Over and measured, but not all of it has reached the destination.',
  notThereBecause: (why: string) => `Not all of it has reached the destination: ${why}`,
  removedAt: (atMs: number) =>
    `Removed by itself at ${new Date(atMs).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}.`,
  /** While its removal waits for a destination that does not answer. */
  leave: 'Leave it there…',
  watch: 'Watch it',
  putAway: 'Remove it',
  again: 'Rehearse again',
  /** Without what a viewer's player keeps in hand. */
  delay: 'Reaches viewers after',
  delayValue: (first: string, last: string) => `${first} (its newest picture: ${last})`,
  delayNote:
    'From the recording’s date of a picture until its segment was read through the link; half of them were faster.',
  delayNone: 'not measured: too short, or its link did not open in time',
  uplink: 'Upload',
  uplinkValue: (used: string, measured: string | null) =>
    measured === null ? `${used}, on this computer` : `${used} of ${measured} that the line has carried`,
  sound: 'Sound and picture',
  soundValue: (ms: number) =>
    Math.abs(ms) < 1 ? 'together' : `sound ${Math.abs(ms).toFixed(0)} ms ${ms > 0 ? 'after' : 'before'} the picture`,
  soundNote: 'By their time stamps. How late a camera or microphone itself is can only be seen and heard.',
  lost: 'Lost',
  lostValue: (lost: number, unread: number, all: number) =>
    lost + unread === 0 ? `nothing of ${all} segments` : `${lost} of ${all} segments; ${unread} could not be read`,
  rungs: 'Qualities',
} as const;

/** `2.3 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
