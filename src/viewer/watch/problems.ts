/** Everything that can go wrong for a viewer. */
export type ProblemCode =
  | 'not-found'
  | 'unreadable'
  | 'connection'
  | 'not-yet'
  | 'media-missing'
  | 'media-broken'
  | 'unsupported'
  | 'interrupted'
  | 'nothing-recorded';

export interface ProblemWords {
  readonly title: string;
  readonly advice: string;
  /** What the button does; null: no button, the page goes on by itself or cannot. */
  readonly button: string | null;
}

/** The words for people. What happens is in recovery.ts. */
export const problemWords: Readonly<Record<ProblemCode, ProblemWords>> = {
  'not-found': {
    title: 'There is nothing here yet',
    advice: 'Check the link, or leave this page open: it starts by itself.',
    button: 'Look again',
  },
  unreadable: {
    title: 'This page does not understand the stream',
    advice: 'Reload the page. If that does not help, tell the streamer.',
    button: 'Reload the page',
  },
  connection: {
    title: 'No connection to the stream',
    advice: 'Your internet connection or the streamer’s may be down. This page goes on by itself.',
    button: 'Try now',
  },
  'not-yet': {
    title: 'The stream is about to begin',
    advice: 'This page starts by itself.',
    button: null,
  },
  'media-missing': {
    title: 'A part of the stream is missing',
    advice: 'The page skips it and goes on.',
    button: 'Try again',
  },
  'media-broken': {
    title: 'The stream cannot be played',
    advice: 'Try another browser. If others see this too, tell the streamer.',
    button: 'Try again',
  },
  unsupported: {
    title: 'This browser cannot play the stream',
    advice: 'Update it, or open this page in a current Chrome, Edge, Firefox or Safari.',
    button: null,
  },
  interrupted: {
    title: 'The stream was interrupted',
    advice: 'The streamer’s computer has stopped answering. This page goes on by itself.',
    button: null,
  },
  'nothing-recorded': {
    title: 'The stream has ended',
    advice: 'Nothing was recorded.',
    button: null,
  },
};
