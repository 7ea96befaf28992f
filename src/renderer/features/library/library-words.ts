/** What the library says, in one place, ready for translation. */
export const libraryWords = {
  delete: {
    endFirst: 'End the broadcast before you delete it',
    removeFirst: (title: string, place: string) =>
      `Remove “${title}” from ${place}, or forget it there, before you delete it`,
    action: (title: string) => `Delete “${title}”`,
    question: (title: string) => `Delete “${title}”?`,
    confirm: 'Delete for good',
    cancel: 'Keep it',
    lead: (duration: string, size: string) =>
      `The recording (${duration}, ${size}) and a saved MP4 of it are deleted from this computer, and its link here stops working. This cannot be undone.`,
  },
  empty: {
    title: 'Your broadcasts will be here',
    lead: 'Everything you send is recorded on this computer while it goes out. When it ends, you can replay it from the same link, save it as an MP4 without loss, or delete it.',
    action: 'Start your first broadcast',
  },
  export: {
    saving: (title: string) => `Saving “${title}” as MP4`,
    save: 'Save as MP4',
    done: (size: string) => `MP4 · ${size}`,
    download: (title: string) => `download “${title}”`,
    progress: (percent: number) => `MP4 ${percent} %`,
  },
  title: 'Library',
  search: 'Search by title',
  list: 'Broadcasts',
  publications: 'Published to',
  uploaded: (destinationName: string) => `Uploaded to ${destinationName}`,
  toGo: (what: string) => `, ${what} to go`,
  publish: {
    action: 'Publish',
    keysMissing: 'Its keys are missing',
    addBucket: 'Add a bucket to publish to',
    copied: 'Link copied',
    copy: 'Copy link',
    removeQuestion: (title: string, place: string) => `Remove “${title}” from ${place}?`,
    remove: 'Remove',
    keep: 'Keep it there',
    removeLead:
      'Everything of this broadcast is deleted from the bucket, and its link there stops working for everybody. The recording on this computer stays, and can be published again.',
    reach: {
      computer: 'It opens on this computer only.',
      network: 'It opens on your network.',
      anyone: 'Anyone can open it.',
    },
    to: (name: string) => `Publish to ${name}`,
    removeFrom: (name: string) => `Remove from ${name}…`,
    forgetAt: (name: string) => `Forget it at ${name}…`,
    there: 'there',
  },
  standings: {
    live: 'On air',
    repaired: 'Repaired',
    failed: 'Failed',
  },
  watch: 'Watch',
  replay: 'Replay',
  reveal: (title: string) => `Reveal “${title}” in its folder`,
  total: (count: number, size: string) =>
    `${count} ${count === 1 ? 'broadcast' : 'broadcasts'}, ${size} on this computer`,
  free: (size: string) => `, ${size} free`,
  nothing: (query: string) => `No broadcast has “${query}” in its title.`,
} as const;
