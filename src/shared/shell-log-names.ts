/** The desktop app's own log among the logs: the one that is written, and the one before it. */
export const shellLogNames = ['shell.log', 'shell.1.log'] as const;
