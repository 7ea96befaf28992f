import * as nodeModule from 'node:module';

/**
 * Has Node keep what it compiles of the modules that are loaded from now on in that folder, and take it from there the next time.
 * Node 22.1 and newer can (Electron 35); an older one compiles anew. Undefined: nowhere. What is kept is bound to the file's
 * contents and to Node's version; it is written when the process ends.
 */
export function keepCompiled(folder: string | undefined): void {
  if (folder === undefined || !('enableCompileCache' in nodeModule)) return;
  const { enableCompileCache } = nodeModule;
  if (typeof enableCompileCache === 'function') Reflect.apply(enableCompileCache, undefined, [folder]);
}
