/** The channels between the page's preload and the main process. There is no other. Apart from the schemas: the preload needs none. */
export const hostChannels = {
  call: 'headwater:call',
  event: 'headwater:event',
  /** To the page: two ports of a web page, its pictures' and its states'. The preload hands them on by this `type`. */
  webPagePorts: 'headwater:web-page-ports',
} as const;
