/** Names of what is shared: the browser's own are numbers. */
export const captureWords = {
  surfaces: new Map([
    ['monitor', 'Screen'],
    ['window', 'Window'],
    ['browser', 'Browser tab'],
  ]) as ReadonlyMap<string, string>,
} as const;
