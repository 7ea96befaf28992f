import { filePolicy } from './file-policy.js';

/** What a request target asks for: a file or folder below the published root (`/`-separated), or why it is refused. */
export type PublishedPath =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'refused'; readonly status: 400 | 404 };

/** Longer than any path we publish. */
const maxTargetLength = 2048;
const plain = /^[\w./~-]+$/;
/** One name of a path: no dotfile, nothing that any file system reads as more than a name (streams, drives, `..`). */
const safeName = /^\w[\w.-]*$/;
/** Names that Windows takes for devices, whatever their extension. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * Reads the target of a request line. Decodes once; what still holds a `%`, a backslash, NUL or an empty, hidden or
 * parent name afterwards is refused, so that nothing depends on how a file system would read it.
 */
export function resolvePublishedPath(target: string): PublishedPath {
  if (!target.startsWith('/') || target.length > maxTargetLength) return { kind: 'refused', status: 400 };
  const query = target.indexOf('?');
  const raw = query === -1 ? target : target.slice(0, query);
  let decoded = raw;
  if (!plain.test(raw)) {
    try {
      decoded = decodeURIComponent(raw);
    } catch {
      // Cut escapes and overlong UTF-8 are no path at all.
      return { kind: 'refused', status: 400 };
    }
  }
  if (decoded.endsWith('/')) decoded += 'index.html';
  const path = decoded.slice(1);
  if (!isPublishedName(path)) return { kind: 'refused', status: 404 };
  if (filePolicy(path) !== null) return { kind: 'file', path };
  return path.includes('.', path.lastIndexOf('/') + 1) ? { kind: 'refused', status: 404 } : { kind: 'folder', path };
}

/** True when every name of the path is one that may be published. Also asked of where a symbolic link leads. */
export function isPublishedName(path: string): boolean {
  return path.split('/').every((name) => safeName.test(name) && !deviceName.test(name));
}
