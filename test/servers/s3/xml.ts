/** An element: its name, and its text or its children. */
export type XmlNode = readonly [name: string, content: string | readonly XmlNode[]];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeText(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => entities[character] ?? character)
    .replace(/[\p{Cc}]/gu, (character) => `&#x${(character.codePointAt(0) ?? 0).toString(16)};`);
}

function write([name, content]: XmlNode): string {
  const inner = typeof content === 'string' ? escapeText(content) : content.map(write).join('');
  return `<${name}>${inner}</${name}>`;
}

/** A whole document, in S3's namespace when `isS3` (answers are, errors are not). */
export function toXml(node: XmlNode, isS3 = false): string {
  const text = write(node);
  const [name] = node;
  const root = isS3 ? text.replace(`<${name}>`, `<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">`) : text;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;
}

function unescapeText(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name] ?? whole;
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return String.fromCodePoint(code);
  });
}

/** An element as read. */
export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  /** Its own text; empty for one with children. */
  readonly text: string;
}

/**
 * Reads the XML that S3 clients send: elements and text, attributes are passed over. Null when it is not well-formed.
 */
export function parseXml(source: string): XmlElement | null {
  const stack: { name: string; children: XmlElement[]; text: string }[] = [{ name: '', children: [], text: '' }];
  const pattern = /<\?[^>]*\?>|<!--[\s\S]*?-->|<(\/?)([\w:.-]+)([^<>]*?)(\/?)>|([^<]+)/g;
  let end = 0;
  for (const match of source.matchAll(pattern)) {
    if (match.index !== end) return null;
    end = match.index + match[0].length;
    const [, closing, name, , empty, text] = match;
    const top = stack.at(-1);
    if (top === undefined) return null;
    if (text !== undefined) top.text += text;
    if (name === undefined) continue;
    if (closing === '/') {
      const parent = stack.at(-2);
      if (top.name !== name || parent === undefined) return null;
      stack.pop();
      parent.children.push({ ...top, text: top.children.length > 0 ? '' : unescapeText(top.text) });
    } else if (empty === '/') top.children.push({ name, children: [], text: '' });
    else stack.push({ name, children: [], text: '' });
  }
  const [root] = stack;
  return stack.length === 1 && end === source.length ? (root?.children[0] ?? null) : null;
}

/** Texts of all children of that name. */
export function textsOf(element: XmlElement, name: string): string[] {
  return element.children.filter((child) => child.name === name).map((child) => child.text);
}

/** Text of the first child of that name. */
export function textOf(element: XmlElement, name: string): string | undefined {
  return textsOf(element, name)[0];
}
