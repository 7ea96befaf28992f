/**
 * Why ffmpeg could not open its input, in its own words and without the input's address: what follows the last colon of
 * its last complaint (`….mp4: Server returned 404 Not Found`, `Error opening input: Connection refused`).
 */
export function failureReason(stderrLines: readonly string[]): string {
  const complaint = stderrLines.findLast((line) => /: [^:]*[A-Za-z][^:]*$/.test(line));
  const reason = complaint?.slice(complaint.lastIndexOf(': ') + 2).trim();
  return (reason ?? 'ffmpeg gave no reason').slice(0, 300);
}
