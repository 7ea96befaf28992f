/** `7,912 writes`. */
const counted = (amount: number, what: string): string =>
  `${new Intl.NumberFormat().format(amount)} ${what}${amount === 1 ? '' : 's'}`;

/** What is said about a publication besides how it stands, in one place, ready for translation. */
export const publishWords = {
  forget: {
    question: (title: string, place: string) => `Forget “${title}” at ${place}?`,
    confirm: 'Forget it there',
    cancel: 'Keep it',
    lead: 'For a bucket that is gone, or that you cannot open any more. Nothing more is uploaded or deleted there: what the bucket has of this broadcast stays, with whatever it costs, and only its provider’s own console removes it. The link goes from here; the recording on this computer stays.',
  },
  held: {
    another: 'Another studio',
    takeOver: 'Take over',
    question: 'Take the channel over?',
    cancel: 'Leave it',
    lead: '{news}. End the broadcast there, or take the channel over: its viewers then see yours.',
    leadSince: (since: string) =>
      `{news} since ${since}. End the broadcast there, or take the channel over: its viewers then see yours.`,
    news: (studio: string) => `${studio} is live on this channel`,
    consequence: (studio: string) =>
      `${studio} stops publishing within seconds, and viewers of the channel see this broadcast instead. What the other studio sends is still recorded there.`,
  },
  title: 'Publishing',
  uploaded: (destinationName: string) => `Uploaded to ${destinationName}`,
  figures: {
    behind: 'Behind the live edge',
    nothing: 'nothing',
    waiting: 'Waiting',
    upload: 'Upload',
    uploaded: 'Uploaded',
    retries: 'Tried again',
    never: 'never',
    once: 'once',
    times: (count: number) => `${count} times`,
    cost: 'Cost so far',
    noPrices: 'no prices known',
    forRequests: (money: string) => `${money} for requests`,
    objects: (count: number, size: string) => `${count} ${count === 1 ? 'object' : 'objects'} (${size})`,
    keeping: (money: string) => `and ${money} a month for keeping it`,
    requests: (puts: number, gets: number, sent: string) =>
      `${counted(puts, 'write')}, ${counted(gets, 'read')}, ${sent} sent`,
  },
  openDestination: 'Open and test the destination',
  deferred: '{names} uploaded later: the uplink cannot carry the whole ladder now. The recording keeps everything.',
} as const;
