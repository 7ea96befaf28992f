import { setTimeout as pause } from 'node:timers/promises';

/** Until then a request is made anew. */
const everyMs = 5;

async function textOf(url: string): Promise<string> {
  for (;;) {
    const response = await fetch(url).catch(() => null);
    const body = await response?.text();
    if (response?.ok === true && body !== undefined) return body;
    await pause(everyMs);
  }
}

/** Fetches a master playlist, then the first segment of every rendition that it names; resolves when all are there. */
export async function fetchFirstSegments(masterUrl: string): Promise<{ renditions: number }> {
  const master = await textOf(masterUrl);
  const playlists = new Set([...master.matchAll(/([a-z0-9-]+\/index\.m3u8)/g)].map(([, uri]) => uri ?? ''));
  await Promise.all(
    [...playlists].map(async (uri) => {
      const url = new URL(uri, masterUrl).href;
      for (;;) {
        const names = /^[^#\s].*$/m.exec(await textOf(url));
        if (names !== null) return textOf(new URL(names[0], url).href);
        await pause(everyMs);
      }
    }),
  );
  return { renditions: playlists.size };
}
