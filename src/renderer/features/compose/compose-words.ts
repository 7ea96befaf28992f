/** What is said on the frame of the compose page. */
export const composeWords = {
  title: 'Studio',
  dock: 'Scenes, sources and sound',
  side: 'Beside the stage',
  properties: 'Properties',
  live: 'Live',
  loading: 'Scenes are on their way…',
  undo: (what: string | null) => (what === null ? 'Nothing to undo' : `Undo ${what}`),
  redo: (what: string | null) => (what === null ? 'Nothing to redo' : `Redo ${what}`),
  saving: { saved: 'Saved', unsaved: 'Not saved yet', saving: 'Saving…', refused: 'Could not be saved' },
  palette: 'Search for anything',
  changes: 'Changes',
} as const;
