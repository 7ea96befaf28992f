/** What is said where scenes and engine are kept together. Steps are named as in "Undo …". */
export const saverWords = {
  steps: { elsewhere: 'changes from another window', draft: 'changes from before the reload' },
  gaveWay: {
    title: 'The scenes were changed in another window',
    action: 'Yours gave way to them. Undo brings yours back.',
  },
  undo: 'Undo',
  /** What edits of a collection that was changed meanwhile are kept as; names have at most 100 characters. */
  keptName: (name: string) => `${name.slice(0, 80).trim()} (kept aside)`,
  keptAside: (name: string, isDeleted: boolean) => ({
    title: 'Unsaved scenes were kept as a copy',
    action: `Their collection was ${isDeleted ? 'deleted' : 'changed'} in another window. Yours is in “${name}”, in the list of collections.`,
  }),
} as const;
