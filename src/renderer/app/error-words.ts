import type { StudioErrorCode } from '../stores/studio-error.js';
import type { WordsOf } from './facts.js';
import { obsErrorWords } from './obs-error-words.js';
import { publishErrorWords } from './publish-error-words.js';
import { relayErrorWords } from './relay-error-words.js';
import { sceneErrorWords } from './scene-error-words.js';

/** Words for every error that a request may come back with. */
export const errorWords: Readonly<Record<StudioErrorCode, WordsOf>> = {
  internal: () => ({
    title: 'Something went wrong inside Headwater',
    action: 'Try again. If it stays, the log in the data folder says more.',
  }),
  'input.invalid': (facts) => ({
    title: `That value is not valid${facts.aside('field', 'fields')}`,
    action: 'Check what you typed and try again.',
  }),
  'command.unknown': () => ({
    title: 'This page does not match the running Headwater',
    action: 'Reload the page.',
  }),
  'auth.missing': () => ({
    title: 'This page is not signed in',
    action: 'Open the studio link that Headwater printed when it started.',
  }),
  'auth.forbidden': () => ({
    title: 'This page may not use the studio',
    action: 'Open the studio link that Headwater printed when it started.',
  }),
  'engine.data-dir-busy': () => ({
    title: 'Another Headwater uses the same data folder',
    action: 'Close the other one, or start this one with its own data folder.',
  }),
  'engine.shutting-down': () => ({ title: 'Headwater is closing', action: 'Start it again to go on.' }),
  'ffmpeg.missing': () => ({
    title: 'ffmpeg was not found',
    action: 'Install ffmpeg 5.1 or newer, then start Headwater again.',
  }),
  'ffmpeg.failed': (facts) => ({
    title: `ffmpeg stopped with an error${facts.lastLine('tail')}`,
    action: 'Try again. The log in the data folder has its last words.',
  }),
  'ffmpeg.too-old': (facts) => ({
    title: `This ffmpeg is too old${facts.aside('version')}`,
    action: 'Install ffmpeg 5.1 or newer, then start Headwater again.',
  }),
  'ffmpeg.own-broken': () => ({
    title: 'Headwater’s own ffmpeg is missing or cannot be run',
    action:
      'It was deleted, or a virus scanner holds it back (quarantine). Let it through there, then install Headwater again.',
  }),
  'ingest.no-free-port': () => ({
    title: 'No free port for encoders was found',
    action: 'Close other streaming servers, then start Headwater again.',
  }),
  'ingest.unknown-key': () => ({
    title: 'An encoder came with a wrong stream key',
    action: 'Copy the stream key from the start screen into the encoder again.',
  }),
  'ingest.already-publishing': () => ({
    title: 'Another encoder already sends with this key',
    action: 'Stop the other encoder first.',
  }),
  'ingest.no-video': () => ({
    title: 'The source has no picture',
    action: 'Add a video source in the encoder, or pick another file.',
  }),
  'ingest.codec-unsupported': (facts) => ({
    title: `The source’s codec cannot be read here${facts.aside('codec')}`,
    action: 'Set the encoder to H.264 video and AAC sound.',
  }),
  'ingest.source-unreadable': (facts) => ({
    title: `The source cannot be opened${facts.aside('reason')}`,
    action: 'Check the address or path, and that it plays elsewhere.',
  }),
  'ingest.source-ended': () => ({ title: 'The source ended', action: 'Open it again to go on.' }),
  'transcode.failed': (facts) => ({
    title: `The renditions could not be made${facts.lastLine('tail')}`,
    action: 'Try a smaller picture. The log in the data folder says more.',
  }),
  'package.malformed': () => ({
    title: 'The stream could not be cut into segments',
    action: 'End the broadcast and start it again.',
  }),
  'archive.write-failed': (facts) => ({
    title: `The recording cannot be written${facts.aside('reason')}`,
    action: 'Check that the disk is there and may be written to.',
  }),
  'disk.full': (facts) =>
    facts.first('isOnAir') === 'true'
      ? {
          title: 'What is free on the disk is kept for the broadcast',
          action: 'Do this when the broadcast is over, or free some space.',
        }
      : {
          title: 'The disk is full',
          action: 'Delete recordings you no longer need, or free some space.',
        },
  'broadcast.busy': () => ({
    title: 'A broadcast is already on',
    action: 'End it before you start another.',
  }),
  'broadcast.not-found': () => ({
    title: 'That broadcast is over',
    action: 'You find it in the library.',
  }),
  'clip.nothing': () => ({
    title: 'There is nothing to clip yet',
    action: 'Try again in a few seconds.',
  }),
  'rehearsal.not-found': () => ({
    title: 'That rehearsal is not there any more',
    action: 'Rehearse once more.',
  }),
  'recording.not-found': () => ({
    title: 'That recording is not there any more',
    action: 'It was deleted, here or on disk.',
  }),
  'recording.busy': () => ({
    title: 'The recording is in use',
    action: 'Wait until the broadcast or the export is done, then try again.',
  }),
  'recording.published': (facts) => ({
    title: 'The recording is published',
    action: `Remove it from ${facts.first('destination') ?? 'its destination'}, or forget it there, then delete it here.`,
  }),
  'recording.empty': () => ({ title: 'Nothing was recorded', action: 'There is nothing to play or to save.' }),
  'export.failed': (facts) => ({
    title: `The MP4 could not be made${facts.lastLine('tail')}`,
    action: 'Check the free disk space, then try again.',
  }),
  'export.folder-unusable': (facts) => ({
    title: `MP4 files cannot be saved to ${facts.first('folder') ?? 'the chosen folder'}`,
    action: 'Connect its disk and see that you may write there, or choose another folder in the settings.',
  }),
  'reveal.unavailable': () => ({
    title: 'This computer cannot show folders from here',
    action: 'The recording is in Headwater’s data folder.',
  }),
  'origin.port-in-use': (facts) => ({
    title: `Port ${facts.first('port', 'wantedPort', 'ports') ?? 'for viewers'} is used by another program`,
    action: 'Close that program, then start Headwater again.',
  }),
  ...publishErrorWords,
  ...relayErrorWords,
  ...sceneErrorWords,
  ...obsErrorWords,
  'studio.unreachable': () => ({
    title: 'Headwater did not answer',
    action: 'Look whether it still runs, then try again.',
  }),
  'studio.cancelled': () => ({ title: 'Cancelled', action: 'It may have been done already: look at the state shown.' }),
  'studio.engine-restarted': () => ({
    title: 'Headwater restarted before it answered',
    action: 'Look at the state shown and try again if you still want it.',
  }),
  'studio.clipboard-refused': () => ({
    title: 'The browser did not let us copy',
    action: 'Select the text and copy it with the keyboard.',
  }),
};
