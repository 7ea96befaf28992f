import type { MediaReasonCode } from '../media/media-reasons.js';
import type { Facts, WordsOf } from './facts.js';

type CaptureReasonCode = Extract<MediaReasonCode, `capture.${string}`>;

const devices: ReadonlyMap<string | null, string> = new Map([
  ['camera', 'the camera'],
  ['microphone', 'the microphone'],
  ['display', 'the screen'],
]);

const the = (facts: Facts): string => devices.get(facts.first('device')) ?? 'the device';

/** Words for sources that bring no picture or sound. */
export const captureReasonWords: Readonly<Record<CaptureReasonCode, WordsOf>> = {
  'capture.not-shared': () => ({
    title: 'Not shared yet',
    action: 'Press Share and choose what viewers see.',
  }),
  'capture.share-ended': () => ({
    title: 'Sharing was stopped',
    action: 'Press Share again to go on with it.',
  }),
  'capture.unplugged': (facts) => ({
    title: `Waiting for ${the(facts)} to come back`,
    action: 'Plug it in again, or choose another one; it goes on by itself.',
  }),
  'capture.no-device': (facts) => ({
    title: `Headwater does not find ${the(facts)}`,
    action: 'Connect it or choose another one in the source; it starts by itself.',
  }),
  'capture.device-busy': (facts) => ({
    title: `Another program holds ${the(facts)}, or it does not answer`,
    action: 'Close the other program, or plug the device in again; it starts by itself.',
  }),
  'capture.denied': (facts) => ({
    title: `Headwater may not use ${the(facts)}`,
    action:
      'Allow it at the left end of the address bar (in the desktop app: in the system’s privacy settings), then try again.',
  }),
  'capture.denied-by-system': (facts) => ({
    title: `The system does not let this program use ${the(facts)}`,
    action: 'Allow it in the system’s privacy settings, then try again. If it stays so, start the program again.',
  }),
  'capture.unsupported': (facts) => ({
    title: `Headwater cannot capture ${the(facts)} here`,
    action:
      'Use the desktop app, or a new Chrome or Edge on this computer: “npm start -- --headless” prints the studio’s address.',
  }),
  'capture.failed': (facts) => ({
    title: `The capture did not start${facts.aside('message')}`,
    action: 'Try again. If it stays so, choose another device or start the program again.',
  }),
  'capture.file-unreadable': () => ({
    title: 'The file of this source cannot be played or shown',
    action: 'Choose another file: MP4 (H.264), WebM, MP3, M4A, WAV, Ogg, or a picture.',
  }),
  'capture.file-away': () => ({
    title: 'The file of this source is out of reach at the moment',
    action: 'The studio’s engine does not answer. It goes on by itself as soon as that is back.',
  }),
  'capture.page-unreachable': (facts) => ({
    title: `The web page is not reached${facts.aside('error')}`,
    action: 'Check its address, and the network. It is tried again and again.',
  }),
  'capture.page-certificate': (facts) => ({
    title: `The web page cannot prove who it is${facts.aside('error')}`,
    action: 'Its certificate is refused, and the page with it. Ask who runs it; it is tried again and again.',
  }),
  'capture.page-refused': (facts) => ({
    title: `The web page’s server refuses it${facts.aside('status')}`,
    action: 'Check its address; where it wants you to sign in, do so in its window. It is tried again and again.',
  }),
  'capture.page-blocked': (facts) => ({
    title: `Headwater does not open this address${facts.aside('error')}`,
    action: 'A web page may not show the studio itself, nor files. Give it another address.',
  }),
  'capture.page-fell': () => ({
    title: 'The web page crashed',
    action: 'It is started anew by itself; when it crashes again and again, press Try again.',
  }),
  'capture.page-hangs': () => ({
    title: 'The web page does not answer any more',
    action: 'Its last picture stays. It may come back; “Try again” starts it anew.',
  }),
  'capture.page-too-many': () => ({
    title: 'Too many web pages are open',
    action: 'Let some of them run only while a scene shows them, or remove what is not needed; then try again.',
  }),
  'capture.page-no-sandbox': () => ({
    title: 'Web pages stay closed: Headwater runs without its sandbox',
    action:
      'This system gives it none, and a stranger’s page would not be shut in. The deb or rpm package has one; or allow AppImages user namespaces.',
  }),
  'capture.back': () => ({
    title: 'Viewers have it again',
    action: 'Nothing to do.',
  }),
};
