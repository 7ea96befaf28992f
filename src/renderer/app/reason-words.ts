import type { ReasonCode } from '../../shared/reasons.js';
import { isErrorCode } from '../stores/studio-error.js';
import { errorWords } from './error-words.js';
import { Facts, type WordsOf } from './facts.js';
import { publishReasonWords } from './publish-reason-words.js';
import { relayReasonWords } from './relay-reason-words.js';

/** Words for every reason of a stage's state and every notice. */
export const reasonWords: Readonly<Record<ReasonCode, WordsOf>> = {
  'ingest.waiting-for-encoder': () => ({
    title: 'Waiting for your encoder',
    action: 'Start streaming in it; the broadcast begins by itself.',
  }),
  'ingest.encoder-lost': () => ({
    title: 'The encoder is gone',
    action: 'Start streaming again: the same link goes on.',
  }),
  'ingest.encoder-back': () => ({ title: 'The encoder is back', action: 'The same link goes on. Nothing to do.' }),
  'ingest.waiting-for-studio': () => ({
    title: 'Waiting for the studio’s picture',
    action: 'It comes by itself in a moment.',
  }),
  'ingest.studio-lost': () => ({
    title: 'Nothing comes from the studio',
    action: 'The broadcast waits for it. The page that sends goes on by itself, on the same link.',
  }),
  'ingest.studio-back': () => ({ title: 'The studio sends again', action: 'The same link goes on. Nothing to do.' }),
  'ingest.held': () => ({
    title: 'Your encoder still sends',
    action: 'Stop it, or go live again with a new broadcast.',
  }),
  'ingest.refused': (facts) => ({
    title: `An encoder was turned away${facts.aside('remoteAddress', 'address')}`,
    action: refusal(facts.first('why')),
  }),
  'ingest.port-moved': (facts) => ({
    title: `Port ${facts.first('wantedPort', 'wanted') ?? 'for encoders'} was busy, so encoders use ${facts.first('port') ?? 'another'}`,
    action: 'Copy the server address into your encoder again.',
  }),
  'ingest.server-restarting': () => ({
    title: 'The server for encoders restarts',
    action: 'Encoders reconnect by themselves in a moment.',
  }),
  'ingest.gop-too-long': (facts) => ({
    title: `Keyframes come too rarely${gap(facts.first('gopSeconds', 'seconds'))}`,
    action: `The top quality is encoded again here. A keyframe interval of ${facts.first('keyframeSeconds') ?? 2} s in the encoder saves that work${facts.first('keyframeSeconds') === '0.5' ? '; where it has none so short, the delay Low does, with 1 s' : ''}.`,
  }),
  'source.gop-too-short': (facts) => ({
    title: `Keyframes come too often${gap(facts.first('gopSeconds'))}`,
    action: 'It is encoded again here. Set the keyframe interval to 2 s in the encoder to save work.',
  }),
  'source.codec-not-copied': (facts) => ({
    title: `The source’s codec does not play everywhere${facts.aside('codec')}`,
    action: 'It is encoded again here. Set the encoder to H.264 to save work.',
  }),
  'source.pixel-format-not-copied': () => ({
    title: 'The source’s colour format does not play everywhere',
    action: 'It is encoded again here. Send 8-bit 4:2:0 (NV12) to save work.',
  }),
  'source.odd-size': () => ({
    title: 'The picture has an odd size',
    action: 'It is encoded again here. An even width and height would save work.',
  }),
  'source.bitrate-too-high': () => ({
    title: 'The source’s bitrate is very high',
    action: 'It is encoded again here. Lower the bitrate in the encoder to save work.',
  }),
  'source.rotated': () => ({
    title: 'The picture is rotated',
    action: 'It is turned and encoded again. Nothing to do.',
  }),
  'source.interlaced': () => ({
    title: 'The picture is interlaced',
    action: 'It is encoded again here. Progressive video would save work.',
  }),
  'transcode.restarted': () => ({
    title: 'The transcoder was restarted',
    action: 'The broadcast goes on after a short break. Nothing to do.',
  }),
  'transcode.slow': (facts) => ({
    title: `This computer hardly keeps up${facts.aside('speed')}`,
    action: 'Close other programs, or send a smaller picture.',
  }),
  'transcode.rung-shed': (facts) => ({
    title: `Given up to keep the stream whole: ${facts.first('rendition') ?? 'a rendition'}`,
    action: 'The others go on. Close other programs to keep them whole.',
  }),
  'transcode.encoder-fell-back': () => ({
    title: 'The graphics card’s encoder failed, so the processor encodes',
    action: 'Update the graphics driver before the next broadcast.',
  }),
  'package.waiting-for-keyframe': () => ({
    title: 'Waiting for the first keyframe',
    action: 'It comes by itself; a keyframe interval of 2 s makes it quick.',
  }),
  'archive.repaired': (facts) => ({
    title: `A broadcast that was cut off has been repaired${facts.aside('title')}`,
    action: 'You find it in the library.',
  }),
  'archive.disk-low': (facts) => ({
    title: `Little disk space is left${facts.aside('freeText', 'free')}`,
    action: 'Delete recordings you no longer need before the recording must stop.',
  }),
  ...publishReasonWords,
  ...relayReasonWords,
  'relay.no-source': () => ({
    title: 'There is nothing to send yet',
    action: 'The relay connects as soon as the programme comes.',
  }),
  'relay.ending': () => ({
    title: 'The relay says good-bye to the service',
    action: 'Nothing to do: it takes a moment.',
  }),
  'relay.restarting': () => ({
    title: 'The relays had to be restarted',
    action: 'They connect again by themselves. Nothing to do.',
  }),
  'origin.port-moved': (facts) => ({
    title: `Port ${facts.first('wantedPort', 'wanted') ?? 'for viewers'} was busy, so viewers use ${facts.first('port') ?? 'another'}`,
    action: 'Links shown here are right. Older ones do not open until that port is free again.',
  }),
  'broadcast.ended-by-window': () => ({
    title: 'The encoder did not come back in time, so the broadcast ended',
    action: 'The recording is in the library. Start streaming again for a new broadcast.',
  }),
  'broadcast.studio-not-back': () => ({
    title: 'The studio did not come back in time, so the broadcast ended',
    action: 'The recording is in the library. Go live again for a new broadcast.',
  }),
  'broadcast.ended-by-source': () => ({
    title: 'The source ended, and the broadcast with it',
    action: 'The recording is in the library.',
  }),
  'broadcast.resumed-after-crash': () => ({
    title: 'Headwater was interrupted and has taken the broadcast up again',
    action: 'The same link goes on. Nothing to do.',
  }),
};

const gap = (seconds: string | null) => (seconds === null ? '' : ` (every ${seconds} s)`);

/** Why an encoder was turned away, when the engine says it by an error's code. */
function refusal(why: string | null): string {
  if (!isErrorCode(why) || why === 'ingest.unknown-key') {
    return 'If it is yours: copy server address and stream key into it again.';
  }
  const { title, action } = errorWords[why](new Facts({}));
  return `${title}. ${action}`;
}
