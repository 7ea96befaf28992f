import { networkSchemeOf } from './classify-input.js';

/** What each scheme needs to be opened, playlists and their keys included. `file` stands in none of them. */
const whitelists = {
  rtmp: 'rtmp,tcp',
  rtmps: 'rtmps,tls,tcp',
  rtsp: 'rtsp,rtp,udp,tcp',
  rtsps: 'rtsps,rtsp,rtp,srtp,udp,tls,tcp',
  srt: 'srt,udp',
  http: 'http,https,tls,tcp,crypto',
  https: 'http,https,tls,tcp,crypto',
} as const;

/** A source that says nothing for 15 s has gone. In microseconds, and half of it: ffmpeg 5.1 waits twice (measured for RTSP and RTMP). */
const silenceMicroseconds = '7500000';

/**
 * Arguments before `-i` that hold ffmpeg to the protocols `url` needs, so that a playlist from the network cannot read
 * this computer's files, nor a file from here call out; and time-outs where the protocol has one.
 */
export function protocolArgs(url: string): string[] {
  const scheme = networkSchemeOf(url);
  if (scheme === null) return ['-protocol_whitelist', 'file'];
  const whitelist = ['-protocol_whitelist', whitelists[scheme]];
  if (scheme === 'rtsp' || scheme === 'rtsps') return [...whitelist, '-timeout', silenceMicroseconds];
  return scheme === 'srt' ? whitelist : [...whitelist, '-rw_timeout', silenceMicroseconds];
}
