import type { ErrorCode } from '../shared/errors.js';
import { aside, type Words } from './facts.js';

type SceneErrorCode = Extract<ErrorCode, `scenes.${string}` | `asset.${string}`>;

/** Scene collections and their files: asked for by the studio, told here when they come up in the log. */
export const sceneErrorWords: Readonly<Record<SceneErrorCode, Words>> = {
  'scenes.not-found': () => 'That scene collection is not there any more. Pick another one in the studio.',
  'scenes.conflict': () => 'The scenes were changed elsewhere meanwhile. Look at the newer ones in the studio.',
  'scenes.last': () => 'The only scene collection cannot be deleted. Make another one first.',
  'scenes.too-large': () => 'The scene collection is too large. Delete scenes or sources that are not needed.',
  'scenes.file-damaged': (fact) => `The scenes file cannot be used${aside(fact('why'))}. Export it once more.`,
  'scenes.file-newer': () => 'The scenes file was made by a newer Headwater. Update this one.',
  'asset.not-found': () => 'A file that a source shows is not there any more. Choose it again in the studio.',
  'asset.unsupported': () => 'That kind of file cannot be shown. Use a common picture, video or sound.',
  'asset.too-large': () => 'That file is too large. Use a smaller one.',
};
