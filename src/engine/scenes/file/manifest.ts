import { z } from 'zod';
import { AppError } from '../../../shared/errors.js';
import { sceneCollectionSchema, sceneCollectionVersion } from '../../../shared/scenes/scene-collection.js';
import { assetIdSchema } from '../../../shared/scenes/scene-source.js';

/** The one entry of a scenes file that must be there. */
export const manifestName = 'headwater-scenes.json';
/** Before the ids of the files that lie beside it. */
export const assetFolder = 'assets/';

/** The format of a scenes file. Readers refuse a newer one by name. */
export const scenesFileVersion = 1;

const envelopeSchema = z.object({
  format: z.literal('headwater-scenes'),
  version: z.number().int().min(1),
  collection: z.looseObject({ version: z.number().int().min(1) }),
});
const manifestSchema = z.object({
  format: z.literal('headwater-scenes'),
  version: z.literal(scenesFileVersion),
  collection: sceneCollectionSchema,
  /** Those that lie in the file: of those that the collection names, each that there was. */
  assets: z.array(z.object({ id: assetIdSchema, name: z.string().max(300) })).max(1000),
});
export type ScenesManifest = z.infer<typeof manifestSchema>;

/** Reads the manifest. Throws `scenes.file-damaged` (details.why, details.field) or `scenes.file-newer` (details.found, details.known). */
export function readManifest(text: string): ScenesManifest {
  const json = parseJson(text);
  const envelope = envelopeSchema.safeParse(json);
  if (!envelope.success) throw damaged('manifest', fieldOf(envelope.error));
  checkVersion(envelope.data.version, scenesFileVersion);
  checkVersion(envelope.data.collection.version, sceneCollectionVersion);
  const manifest = manifestSchema.safeParse(json);
  if (!manifest.success) throw damaged('manifest', fieldOf(manifest.error));
  return manifest.data;
}

/** A scenes file that cannot be used, and why: a word for the studio to look up, and the place in it. */
export function damaged(why: string, field: string, cause?: unknown): AppError {
  return new AppError('scenes.file-damaged', `Expected a whole scenes file, got ${why} (${field})`, {
    details: { why, field },
    cause,
  });
}

function checkVersion(found: number, known: number): void {
  if (found <= known) return;
  throw new AppError('scenes.file-newer', `Expected version ${known} at most, got ${found}`, {
    details: { found, known },
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw damaged('json', '', error);
  }
}

/** The place only: a message of zod's may repeat what was in it. */
function fieldOf(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue === undefined ? '' : issue.path.map(String).join('.').slice(0, 200);
}
