/** JSON to paste: indented, but lists of one text on one line, so that a document stays short enough to be read. */
export function jsonDocument(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/\[\n\s*("(?:[^"\\\n]|\\.)*")\n\s*\]/g, '[$1]');
}
