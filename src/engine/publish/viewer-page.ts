/** What a page says about itself before any script runs: to search engines, link previews and the title bar. */
export interface ViewerPage {
  /** The built template (see readViewerBuild). */
  readonly template: string;
  readonly kind: 'channel' | 'broadcast' | 'clip' | 'embed' | 'channel-embed';
  /** From the page to the channel's root, where `app/` is. */
  readonly rootPath: './' | '../../' | '../../../../';
  readonly title: string;
  readonly description: string;
  readonly channelName: string;
  /** URL of a preview picture, absolute or relative to the page; null: none. Link previews want an absolute one. */
  readonly poster: string | null;
  /** Where it lies in the world, for link previews; null: nobody knows (this computer has many addresses), or nothing to embed. */
  readonly links: EmbedLinks | null;
}

/** Absolute URLs of one broadcast. */
export interface EmbedLinks {
  readonly page: string;
  /** The player alone, for frames of other sites. */
  readonly embed: string;
  readonly oembed: string;
}

/** The size that is offered to other sites, pixels; a frame of any other size is filled as well. */
export const embedSize = { width: 640, height: 360 } as const;

const dataFiles = {
  channel: './channel.json',
  broadcast: './broadcast.json',
  clip: './clip.json',
  embed: './broadcast.json',
  'channel-embed': './channel.json',
} as const;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an element or a double-quoted attribute. Control characters become spaces: a NUL would end parsing early. */
function escapeHtml(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ').replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}

/** Text for an element or a double-quoted attribute of other HTML that is made here. */
export const htmlText = escapeHtml;

const meta = (property: string, content: string | number): string =>
  `<meta property="${property}" content="${escapeHtml(String(content))}" />`;

/** What link previews read beside title and description: https://ogp.me, https://oembed.com. */
function previewTags({ kind, poster, links }: ViewerPage): string {
  const card = poster === null ? 'summary' : 'summary_large_image';
  const tags = [
    ...(poster === null ? [] : [meta('og:image', poster)]),
    `<meta name="twitter:card" content="${card}" />`,
    // the page itself is what people look for, not the frame
    ...(kind === 'embed' || kind === 'channel-embed' ? ['<meta name="robots" content="noindex" />'] : []),
    ...(links === null ? [] : linkTags(links)),
  ];
  return tags.join('\n    ');
}

function linkTags({ page, embed, oembed }: EmbedLinks): string[] {
  return [
    meta('og:url', page),
    meta('og:video', embed),
    ...(embed.startsWith('https:') ? [meta('og:video:secure_url', embed)] : []),
    meta('og:video:type', 'text/html'),
    meta('og:video:width', embedSize.width),
    meta('og:video:height', embedSize.height),
    `<link rel="canonical" href="${escapeHtml(page)}" />`,
    `<link rel="alternate" type="application/json+oembed" href="${escapeHtml(oembed)}" />`,
  ];
}

/**
 * The HTML of one page: the template with its placeholders filled. Hostile titles stay text (each value is escaped, and the
 * template is walked once, so that a value that looks like a placeholder is not filled in turn).
 */
export function renderViewerPage(page: ViewerPage): string {
  const pageTitle = page.title === page.channelName ? page.title : `${page.title} · ${page.channelName}`;
  const values: Readonly<Record<string, string>> = {
    kind: page.kind,
    root: page.rootPath,
    dataFile: dataFiles[page.kind],
    pageTitle: escapeHtml(pageTitle),
    title: escapeHtml(page.title),
    description: escapeHtml(page.description),
    channelName: escapeHtml(page.channelName),
    previewTags: previewTags(page),
  };
  return page.template.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}
