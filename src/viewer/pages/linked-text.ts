import { el } from '../dom/el.js';

/** Addresses in running text; what ends a sentence or closes a bracket is not part of one. */
const addressPattern = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

/** Text as nodes, never as HTML: addresses of the web in it become links, which tell nothing of where they were followed. */
export function linkedText(text: string): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let end = 0;
  for (const { 0: address, index } of text.matchAll(addressPattern)) {
    if (!URL.canParse(address)) continue;
    nodes.push(text.slice(end, index));
    nodes.push(el('a', { href: address, rel: 'nofollow ugc noopener noreferrer', target: '_blank' }, address));
    end = index + address.length;
  }
  nodes.push(text.slice(end));
  return nodes;
}
