/** Ends a stream that this page opened, and gives its devices back; its own end is news to nobody. */
export function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) {
    track.onended = null;
    track.stop();
  }
}
