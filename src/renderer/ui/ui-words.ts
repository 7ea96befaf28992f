/** What the parts of the interface say by themselves, in one place, ready for translation. */
export const uiWords = {
  close: 'Close',
  rename: (title: string) => `Rename “${title}”`,
  renameField: 'Title',
  saveTitle: 'Save title',
  leaveTitle: 'Leave the title as it was',
  optional: '(optional)',
  copy: 'Copy',
  copied: 'Copied',
} as const;
