import { z } from 'zod';
import { errorCodes } from '../../../shared/errors.js';
import { engineOrigin } from '../../app/engine-origin.js';
import { StudioError } from '../../stores/studio-error.js';

const answerSchema = z.object({ assetId: z.string(), name: z.string(), sizeBytes: z.number() });
const refusalSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/**
 * Sends a file to the engine, which keeps it for scenes; answers its id. `onProgress`: 0–1. Throws StudioError:
 * `asset.unsupported`, `asset.too-large`, `disk.full` …, `studio.unreachable`.
 */
export function uploadAsset(file: File, onProgress: (share: number) => void): Promise<string> {
  return sendFile(`/api/assets?name=${encodeURIComponent(file.name)}`, file, onProgress).then(
    (answer) => answerSchema.parse(answer).assetId,
  );
}

/** Sends a file's bytes and answers the JSON that comes back; XMLHttpRequest, for fetch tells nothing of what is sent. Throws StudioError. */
export function sendFile(path: string, file: Blob, onProgress: (share: number) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', engineOrigin(window.location) + path);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (total > 0) onProgress(loaded / total);
    });
    request.addEventListener('error', () => reject(new StudioError('studio.unreachable', 'The file was not taken')));
    request.addEventListener('load', () => {
      if (request.status === 200) return resolve(parsed(request.responseText));
      const refusal = refusalSchema.safeParse(parsed(request.responseText));
      reject(
        refusal.success
          ? new StudioError(refusal.data.code, refusal.data.message, { details: refusal.data.details })
          : new StudioError('internal', `Expected status 200, got ${request.status}`),
      );
    });
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // not the engine's words: the status says enough
    return null;
  }
}
