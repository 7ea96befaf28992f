/** The two channels between the page's preload and the main process. There is no other. Apart from the schemas: the preload needs none. */
export const hostChannels = { call: 'headwater:call', event: 'headwater:event' } as const;
