import type { BroadcastRow } from '../archive/journal.js';
import { embedSize, htmlText, renderViewerPage, type EmbedLinks, type ViewerPage } from './viewer-page.js';

/** The pages in a broadcast's folder. */
export const broadcastPages = { page: 'index.html', embed: 'embed.html', oembed: 'oembed.json' } as const;

export interface BroadcastPagesRequest {
  readonly row: Pick<BroadcastRow, 'title' | 'description'>;
  readonly channelName: string;
  readonly template: string;
  readonly hasPoster: boolean;
  /** The absolute URL of a file of the broadcast; null: nobody knows. */
  readonly urlOf: (file: string) => string | null;
}

/** A broadcast's page. `kind` `embed`: the player alone, for frames of other sites. */
export function renderBroadcastPage(request: BroadcastPagesRequest, kind: 'broadcast' | 'embed'): string {
  const { row, channelName, template, hasPoster, urlOf } = request;
  const page: ViewerPage = {
    template,
    kind,
    rootPath: '../../',
    title: row.title,
    description: row.description === '' ? `${row.title} on ${channelName}` : previewOf(row.description),
    channelName,
    poster: hasPoster ? (urlOf('poster.jpg') ?? 'poster.jpg') : null,
    links: linksOf(urlOf),
  };
  return renderViewerPage(page);
}

/** What a site asks that knows the link alone (https://oembed.com, 2.3.4.2, a video); null where no absolute URL is known. */
export function renderOembed(request: BroadcastPagesRequest): string | null {
  const { row, channelName, urlOf } = request;
  const links = linksOf(urlOf);
  if (links === null) return null;
  const { width, height } = embedSize;
  const html =
    `<iframe src="${htmlText(links.embed)}" width="${width}" height="${height}" title="${htmlText(row.title)}" ` +
    `style="border:0" allow="fullscreen; picture-in-picture" allowfullscreen></iframe>`;
  const answer = {
    version: '1.0',
    type: 'video',
    title: row.title,
    author_name: channelName,
    provider_name: channelName,
    provider_url: new URL('../../index.html', links.page).href,
    cache_age: 300,
    width,
    height,
    html,
  };
  return `${JSON.stringify(answer)}\n`;
}

function linksOf(urlOf: BroadcastPagesRequest['urlOf']): EmbedLinks | null {
  const [page, embed, oembed] = [urlOf(broadcastPages.page), urlOf(broadcastPages.embed), urlOf(broadcastPages.oembed)];
  return page === null || embed === null || oembed === null ? null : { page, embed, oembed };
}

/** What link previews show of a description. */
function previewOf(description: string): string {
  const line = description.replace(/\s+/gu, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
