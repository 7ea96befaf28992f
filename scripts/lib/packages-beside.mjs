/**
 * The packages that stay outside the bundles (vite.node.config.ts) and what these load; all others are in the bundles. Without one of
 * them the app does not start.
 */
export const packagesBeside = ['@photostructure/sqlite', 'node-gyp-build', 'fluent-ffmpeg', 'async', 'isexe'];
