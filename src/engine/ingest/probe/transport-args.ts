/** Arguments before `-i` for the way media travels: RTSP over TCP, because over UDP cameras lose packets on a busy network. */
export function transportArgs(url: string): string[] {
  return /^rtsps?:/i.test(url) ? ['-rtsp_transport', 'tcp'] : [];
}
