import type { ErrorCode, ErrorDetails } from '../shared/errors.js';
import type { ReasonCode } from '../shared/reasons.js';
import { aside, type Words } from './facts.js';
import { obsErrorWords } from './obs-words.js';
import { publishErrorWords, publishReasonWords } from './publish-words.js';
import { relayReasonWords } from './relay-reason-words.js';
import { relayErrorWords } from './relay-words.js';
import { sceneErrorWords } from './scene-words.js';

const lastLine = (text: string | null) => text?.trimEnd().split('\n').at(-1) ?? null;

const errorWords: Readonly<Record<ErrorCode, Words>> = {
  internal: () => 'Something went wrong inside Headwater. The log in the data folder tells more; please report it.',
  'input.invalid': () => 'That request is not valid. Check the options and try again.',
  'command.unknown': () => 'The studio sent a request that this version does not know. Reload the studio.',
  'auth.missing': () => 'The studio is not signed in. Open the address that "headwater serve" prints.',
  'auth.forbidden': () => 'That address may not use the studio. Open the address that "headwater serve" prints.',
  'engine.data-dir-busy': (fact) =>
    `Another Headwater${aside(fact('pid') === null ? null : `process ${fact('pid')}`)} uses this data folder. Close it, or give this one its own with --data DIR.`,
  'engine.shutting-down': () => 'Headwater is closing. Start it again and repeat the request.',
  'ffmpeg.missing': (fact) =>
    `ffmpeg was not found${aside(fact('tried'))}. Install ffmpeg 5.1 or newer, or name it in FFMPEG_PATH.`,
  'ffmpeg.failed': (fact) =>
    `ffmpeg stopped with an error${aside(lastLine(fact('tail')))}. The log in the data folder has its last words.`,
  'ffmpeg.too-old': (fact) =>
    `This ffmpeg${aside(fact('version'))} is too old. Install 5.1 or newer, or name another one in FFMPEG_PATH.`,
  'ffmpeg.own-broken': () =>
    'Headwater’s own ffmpeg is missing or cannot be run: it was deleted, or a virus scanner holds it back (quarantine). Let it through there, then install Headwater again.',
  'ingest.no-free-port': () => 'No free port was found for encoders. Close other servers, or set another port.',
  'ingest.unknown-key': () => 'An encoder came with an unknown stream key. Copy the key from the studio once more.',
  'ingest.already-publishing': () => 'Another encoder already sends with this stream key. Stop it first.',
  'ingest.no-video': () => 'The source has no picture that can be used. Check what the encoder or file contains.',
  'ingest.codec-unsupported': (fact) =>
    `The source's codec${aside(fact('codec'))} cannot be read by this ffmpeg. Send H.264 and AAC, or install ffmpeg 6.1 or newer.`,
  'ingest.source-unreadable': (fact) =>
    `The source cannot be read${aside(fact('reason'))}. Check the path or address and that it is reachable.`,
  'ingest.source-ended': () => 'The source ended. Start it again to go on.',
  'transcode.failed': (fact) =>
    `Making the renditions failed${aside(lastLine(fact('tail')))}. Try a smaller source; the log in the data folder tells more.`,
  'package.malformed': () => 'The media could not be understood, so it was not published. Restart the broadcast.',
  'archive.write-failed': (fact) =>
    `The recording cannot be written${aside(fact('reason'))}. Check the data folder's disk and rights.`,
  'disk.full': () => 'The disk is full. Free some space, or use a data folder on another disk with --data DIR.',
  'broadcast.busy': () => 'A broadcast is already on. End it before starting another.',
  'broadcast.not-found': () => 'That broadcast is not there any more. Look at the list of recordings.',
  'clip.nothing': () => 'There is nothing to clip yet. Try again in a few seconds.',
  'rehearsal.not-found': () => 'That rehearsal is not there any more.',
  'recording.not-found': () => 'That recording is not there any more. Look at the list of recordings.',
  'recording.busy': () => 'The recording is in use. Wait until that is done, then try again.',
  'recording.published': (fact) =>
    `The recording is published at ${fact('destination') ?? 'a destination'}. Remove it from there first, then delete it here.`,
  'recording.empty': (fact) => {
    const why = fact('why');
    const cause = why !== null && why !== 'recording.empty' && Object.hasOwn(table, why) ? table[why] : undefined;
    return `Nothing was recorded, so there is nothing to export or replay.${cause === undefined ? '' : ` ${cause(fact)}`}`;
  },
  'export.failed': (fact) => `The export failed${aside(lastLine(fact('tail')))}. Check free space, then export again.`,
  'export.folder-unusable': (fact) =>
    `MP4 files cannot be saved to ${fact('folder') ?? 'the chosen folder'}. Connect its disk, or choose another folder in the studio’s settings.`,
  'reveal.unavailable': () => 'This computer cannot show folders from here. The archive is in the data folder.',
  'origin.port-in-use': (fact) =>
    `Port ${fact('port') ?? 'for viewers'} is in use by another program. Close it and start again.`,
  ...publishErrorWords,
  ...relayErrorWords,
  ...sceneErrorWords,
  ...obsErrorWords,
};

const reasonWords: Readonly<Record<ReasonCode, Words>> = {
  'ingest.waiting-for-encoder': () => 'Waiting for the encoder: start streaming in it.',
  'ingest.encoder-lost': () => 'The encoder is gone. The broadcast waits for it; start streaming again.',
  'ingest.encoder-back': () => 'The encoder is back. The same link goes on.',
  'ingest.waiting-for-studio': () => "Waiting for the studio's picture.",
  'ingest.studio-lost': () =>
    'Nothing comes from the studio. The broadcast waits for its page, which goes on by itself.',
  'ingest.studio-back': () => 'The studio sends again. The same link goes on.',
  'ingest.held': () => 'The encoder still sends. Stop it, or go live again in the studio.',
  'ingest.refused': (fact) => `An encoder${aside(fact('address'))} was refused. Check its server and stream key.`,
  'ingest.port-moved': (fact) =>
    `${fact('wantedPort') === null ? 'The port' : `Port ${fact('wantedPort')}`} for encoders is in use; ${fact('port') ?? 'another'} is used. Set that in the encoder.`,
  'ingest.server-restarting': () => 'The server for encoders restarts by itself; encoders reconnect in a moment.',
  'ingest.gop-too-long': (fact) =>
    `Keyframes are too far apart${aside(fact('gopSeconds') === null ? null : `${fact('gopSeconds')} s`)}, so the top rendition is encoded anew. A keyframe interval of ${fact('keyframeSeconds') ?? '2'} s in the encoder saves that work.`,
  'source.gop-too-short': (fact) =>
    `Keyframes are too close together${aside(fact('gopSeconds') === null ? null : `${fact('gopSeconds')} s`)}, so the top rendition is encoded anew. Set a keyframe interval of 2 s in the encoder.`,
  'source.codec-not-copied': (fact) =>
    `The source's codec${aside(fact('codec'))} does not play everywhere, so it is encoded anew. Send H.264 to save work.`,
  'source.pixel-format-not-copied': () =>
    "The source's pixel format does not play everywhere, so it is encoded anew. Send 8-bit 4:2:0 to save work.",
  'source.odd-size': () => 'The picture has an odd size and is encoded anew. Send even numbers to save work.',
  'source.bitrate-too-high': () => "The source's bitrate is too high to pass on, so it is encoded anew. Lower it.",
  'source.rotated': () => 'The picture is rotated and encoded anew. Nothing to do.',
  'source.interlaced': () => 'The picture is interlaced and encoded anew. Send progressive video to save work.',
  'transcode.restarted': () => 'The transcoder was restarted; the broadcast goes on. Nothing to do.',
  'transcode.slow': () => 'This computer hardly keeps up. Close other programs, or send a smaller picture.',
  'transcode.rung-shed': (fact) =>
    `This computer cannot keep up. Given up: ${fact('rendition') ?? 'a rendition'}. Close other programs.`,
  'transcode.encoder-fell-back': () => 'The hardware encoder failed; software encodes now. Update the graphics driver.',
  'package.waiting-for-keyframe': () =>
    'Waiting for the first keyframe. Set a keyframe interval of 2 s in the encoder.',
  'archive.repaired': () => 'A broadcast that was cut off has been repaired. It is in the list of recordings.',
  'archive.disk-low': () => 'Little disk space is left. Free some before the recording must stop.',
  'relay.no-source': () => 'There is nothing to send yet: the relay connects as soon as the programme comes.',
  'relay.ending': () => 'The relay says good-bye to the service. Nothing to do.',
  'relay.restarting': () => 'The relays had to be restarted and connect again by themselves. Nothing to do.',
  'origin.port-moved': (fact) =>
    `${fact('wanted') === null ? 'The port' : `Port ${fact('wanted')}`} for viewers is in use; ${fact('port') ?? 'another'} is used. Links name the right one.`,
  'broadcast.ended-by-window': () => 'The encoder did not come back in time, so the broadcast ended. Start a new one.',
  'broadcast.studio-not-back': () =>
    'The studio did not come back in time, so the broadcast ended. Go live again for a new one.',
  'broadcast.ended-by-source': () => 'The source ended, and the broadcast with it. The recording is kept.',
  'broadcast.resumed-after-crash': () => 'The broadcast goes on after a crash. Nothing to do.',
  ...publishReasonWords,
  ...relayReasonWords,
};

const table: Readonly<Record<string, Words>> = { ...errorWords, ...reasonWords };

/** A code in words for people: what happened and what to do. Facts come from `details`; an unknown code is shown itself. */
export function wordsFor(code: string, details: ErrorDetails = {}): string {
  const words = Object.hasOwn(table, code) ? table[code] : undefined;
  if (words === undefined) return `${code}. The log in the data folder tells more.`;
  return words((name) => {
    const value = Object.hasOwn(details, name) ? details[name] : null;
    return value === null || value === undefined || value === '' ? null : hideSecrets(String(value));
  });
}

/** A text without credentials of URLs: user info and every query value are masked. */
export function hideSecrets(text: string): string {
  return text
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/?#]*@/gi, '$1…@')
    .replace(/([?&][^\s=&]+=)[^\s&"']+/g, '$1…')
    .replace(/(rtmps?:\/\/[^\s/]+\/[^\s/]+\/)[^\s"']+/gi, '$1…');
}
