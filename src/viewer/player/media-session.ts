import type { Broadcast } from '../data/published.js';

let described = '';

/** Names the stream on lock screens and media keys' overlays, where the browser has that. */
export function describeToSystem(broadcast: Broadcast | null): void {
  if (broadcast === null || !('mediaSession' in navigator)) return;
  const key = `${broadcast.id} ${broadcast.title}`;
  if (key === described) return;
  described = key;
  navigator.mediaSession.metadata = new MediaMetadata({ title: broadcast.title, artist: broadcast.channelName });
}
