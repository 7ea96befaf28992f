/** What the page was published as. */
export interface PageInfo {
  readonly kind: 'channel' | 'broadcast' | 'clip' | 'embed' | 'channel-embed';
  /** From the page to the channel's root. */
  readonly root: './' | '../../' | '../../../../';
  /** Shown until the data file has been read. */
  readonly title: string;
  readonly channelName: string;
  readonly hasPoster: boolean;
}

/** Reads it from the document; anything unknown is the page of a broadcast. */
export function pageInfo(page: Document): PageInfo {
  const meta = (property: string): string =>
    page.head.querySelector(`meta[property="${property}"]`)?.getAttribute('content') ?? '';
  const words = { title: meta('og:title'), channelName: meta('og:site_name'), hasPoster: meta('og:image') !== '' };
  const kind = page.documentElement.dataset['page'];
  if (kind === 'channel' || kind === 'channel-embed') return { kind, root: './', ...words };
  if (kind === 'clip') return { kind, root: '../../../../', ...words };
  if (kind === 'embed') return { kind, root: '../../', ...words };
  return { kind: 'broadcast', root: '../../', ...words };
}
