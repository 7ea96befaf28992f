/**
 * The AppImage that this program runs from; null: it runs from none. Its names are handed on to all that it starts, so they count
 * only where this program lies in what was mounted of it (AppImage specification, "environment variables").
 */
export function ownAppImage(env: Readonly<Record<string, string | undefined>>, execPath: string): string | null {
  const { APPIMAGE: file, APPDIR: mounted } = env;
  if (file === undefined || mounted === undefined || mounted === '') return null;
  return execPath.startsWith(`${mounted.replace(/\/+$/, '')}/`) ? file : null;
}
