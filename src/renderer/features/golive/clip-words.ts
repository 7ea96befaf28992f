/** Everything that clips say, in one place, ready for translation. */
export const clipWords = {
  /** On the button: the shortest one. */
  clip: 'Clip 30 s',
  more: 'More lengths to clip',
  last: (seconds: number) => (seconds < 60 ? `The last ${seconds} seconds` : minutes(seconds / 60)),
  note: 'A link of its own; the broadcast goes on',
  made: (title: string) => ({ title: 'The clip is ready', action: `${title} has a link of its own.` }),
  onItsWay: (title: string) => ({
    title: 'The clip is made',
    action: `${title} plays on this computer; its link for viewers opens in a moment.`,
  }),
  copyLink: 'Copy link',
  copied: { title: 'Link copied', action: 'Anybody whom you give it to can watch the clip.' },
  list: 'Clips',
  publishing: 'On its way to the destination',
  watch: 'Watch',
  link: (title: string) => `link of ${title}`,
} as const;

function minutes(count: number): string {
  return count === 1 ? 'The last minute' : `The last ${count} minutes`;
}
