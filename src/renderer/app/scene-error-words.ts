import type { ErrorCode } from '../../shared/errors.js';
import type { WordsOf } from './facts.js';

type SceneErrorCode = Extract<ErrorCode, `scenes.${string}` | `asset.${string}`>;

/** What is wrong with a scenes file, by why (src/engine/scenes/file). */
const damageWords: ReadonlyMap<string, string> = new Map([
  ['zip', 'it is not a whole zip file'],
  ['entries', 'there is something in it that does not belong there'],
  ['size', 'something in it is far too large'],
  ['json', 'its description cannot be read'],
  ['manifest', 'its description does not fit'],
  ['asset-missing', 'a file is missing in it'],
  ['asset-differs', 'a file in it was changed'],
  ['obs', 'it is not a scene collection of OBS'],
]);

const megabytes = (bytes: string | null) =>
  bytes === null || Number.isNaN(Number(bytes)) ? '' : ` (at most ${Math.floor(Number(bytes) / 1024 / 1024)} MB)`;

/** Words for scene collections and their files. */
export const sceneErrorWords: Readonly<Record<SceneErrorCode, WordsOf>> = {
  'scenes.not-found': () => ({
    title: 'That scene collection is not there any more',
    action: 'Pick another one.',
  }),
  'scenes.conflict': () => ({
    title: 'The scenes were changed in another window',
    action: 'Look at the newer ones, then make your change again.',
  }),
  'scenes.last': () => ({
    title: 'This is the only scene collection',
    action: 'Make another one first, then delete this one.',
  }),
  'scenes.too-large': () => ({
    title: 'The scene collection is too large to be saved',
    action: 'Delete scenes or sources that are not needed, or split it into two collections.',
  }),
  'scenes.file-damaged': (facts) => ({
    title: `That file cannot be imported${because(damageWords.get(facts.first('why') ?? ''))}`,
    action: 'Export it again where it comes from, then import that file.',
  }),
  'scenes.file-newer': () => ({
    title: 'That file was made by a newer Headwater',
    action: 'Update Headwater, then import it again.',
  }),
  'asset.not-found': () => ({
    title: 'A file that a source shows is not there any more',
    action: 'Choose the file again in the source.',
  }),
  'asset.unsupported': () => ({
    title: 'That kind of file cannot be shown',
    action: 'Use PNG, JPEG, GIF, WebP or SVG, MP4 or WebM, MP3, M4A, WAV or Ogg.',
  }),
  'asset.too-large': (facts) => ({
    title: `That file is too large${megabytes(facts.first('limitBytes'))}`,
    action: 'Use a smaller one.',
  }),
};

function because(reason: string | undefined): string {
  return reason === undefined ? '' : `: ${reason}`;
}
