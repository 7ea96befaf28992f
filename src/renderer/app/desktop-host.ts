import type { Host } from '../../shared/host.js';

/** The desktop app that this page runs in; null in a browser. */
export const desktopHost: Host | null = globalThis.host ?? null;
