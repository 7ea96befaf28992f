import type { LineHint } from './hls-config.js';

interface NetworkInformation {
  readonly downlink?: number;
  readonly saveData?: boolean;
}

/** The browser's estimate of the line, where it gives one (Chromium; not in TypeScript's DOM library). */
export function lineHint(): LineHint {
  const { connection } = navigator as Navigator & { readonly connection?: NetworkInformation };
  return { downlinkMbps: connection?.downlink, saveData: connection?.saveData };
}
