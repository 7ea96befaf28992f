/** Puts text on the clipboard; false where the browser does not allow it (a page in a frame, a viewer who said no). */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
