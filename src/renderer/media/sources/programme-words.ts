/** Words that the worker itself writes into the picture: viewers read them. */
export const programmeWords = {
  slateTitle: 'Back in a moment',
  slateLine: 'The stream is paused',
} as const;
