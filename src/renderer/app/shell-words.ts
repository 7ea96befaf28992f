/** What the frame around the pages says, and the pages of its gate, in one place, ready for translation. */
export const shellWords = {
  connecting: {
    title: 'Connecting to Headwater…',
    lead: 'This takes a moment. If it does not go on, look whether Headwater still runs.',
  },
  log: {
    title: 'Log',
    close: 'Close',
    empty: 'All quiet. Warnings and what Headwater did about them appear here.',
    entries: 'Entries',
    done: 'Done, take it off the log',
    warnings: 'warnings',
  },
  mismatch: {
    title: 'Headwater runs another version than this page',
    lead: 'It was updated while the page was open. A running broadcast is not affected.',
    reload: 'Reload the page',
  },
  rail: {
    studio: 'Studio',
    encoder: 'Encoder',
    library: 'Library',
    settings: 'Settings',
    label: 'Studio',
    onAir: 'on air',
  },
  toasts: {
    label: 'Messages',
    dismiss: 'Dismiss',
  },
  unauthorized: {
    title: 'This page is not signed in to Headwater',
    lead: 'The studio’s link works once and for one run of Headwater. A running broadcast is not affected.',
    again: '{action}, and the studio opens by itself,',
    againAction: 'Start Headwater again',
    link: 'or open the link that it printed: the line that begins with {mark}',
    linkMark: 'Studio:',
  },
  reconnecting: '{news} You see the last known state; the controls come back with the connection.',
  reconnectingNews: 'Reconnecting to Headwater.',
} as const;
