import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.js';

/** The built viewer page: what is written once per channel, and the template of its pages. */
export interface ViewerBuild {
  /** Hash of all files: a new build never overwrites the files of an old one. */
  readonly hash: string;
  /** Text files to write below the channel's root (`app/<hash>/…`), immutable. */
  readonly files: readonly { readonly path: string; readonly body: string }[];
  /** For renderViewerPage. */
  readonly template: string;
}

const textFile = /\.(?:js|css|svg)$/;

/**
 * Reads the viewer page that the build left in `<outDir>/viewer`. `outDir` is the folder of all that was built (`out/`).
 * Throws AppError `internal` when it is not there or not whole.
 */
export async function readViewerBuild(outDir: string): Promise<ViewerBuild> {
  const viewerDir = join(outDir, 'viewer');
  try {
    const template = await readFile(join(viewerDir, 'index.html'), 'utf8');
    const hash = /\{\{root\}\}app\/([0-9a-f]{16})\/viewer\.js"/.exec(template)?.[1];
    if (hash === undefined) throw new Error('Expected the template to name app/<hash>/viewer.js');
    const folder = join(viewerDir, 'app', hash);
    const names = (await readdir(folder)).sort();
    const odd = names.find((name) => !textFile.test(name));
    if (odd !== undefined) throw new Error(`Expected only text files, got ${odd}`);
    const files = await Promise.all(
      names.map(async (name) => ({ path: `app/${hash}/${name}`, body: await readFile(join(folder, name), 'utf8') })),
    );
    return { hash, files, template };
  } catch (error) {
    throw new AppError('internal', 'Expected a built viewer page: run npm run build', { cause: error });
  }
}
