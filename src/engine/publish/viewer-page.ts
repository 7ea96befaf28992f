/** What a page says about itself before any script runs: to search engines, link previews and the title bar. */
export interface ViewerPage {
  /** The built template (see readViewerBuild). */
  readonly template: string;
  readonly kind: 'channel' | 'broadcast' | 'clip';
  /** From the page to the channel's root, where `app/` is. */
  readonly rootPath: './' | '../../' | '../../../../';
  readonly title: string;
  readonly description: string;
  readonly channelName: string;
  /** URL of a preview picture, absolute or relative to the page; null: none. Link previews want an absolute one. */
  readonly poster: string | null;
}

const dataFiles = { channel: './channel.json', broadcast: './broadcast.json', clip: './clip.json' } as const;

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

function posterTags(poster: string | null): string {
  if (poster === null) return '<meta name="twitter:card" content="summary" />';
  return `<meta property="og:image" content="${escapeHtml(poster)}" />
    <meta name="twitter:card" content="summary_large_image" />`;
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
    posterTags: posterTags(page.poster),
  };
  return page.template.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}
