import fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { renderViewerPage, type ViewerPage } from './viewer-page.js';

const template = await readFile(new URL('../../viewer/index.html', import.meta.url), 'utf8');
const plain: ViewerPage = {
  template,
  kind: 'broadcast',
  rootPath: '../../',
  title: 'Morning show',
  description: 'Live with Ada',
  channelName: 'Ada',
  poster: 'poster.jpg',
  links: null,
};
const links = {
  page: 'https://x.example/b/1/index.html',
  embed: 'https://x.example/b/1/embed.html',
  oembed: 'https://x.example/b/1/oembed.json',
};

/** Tags and quotes of a page: what decides how it is parsed. */
const skeleton = (html: string): string => html.replace(/[^<>"]/g, '');

describe('renderViewerPage', () => {
  it('fills every placeholder', () => {
    const html = renderViewerPage(plain);
    expect(html).not.toContain('{{');
    expect(html).toContain('<html lang="en" data-page="broadcast" data-root="../../">');
    expect(html).toContain('<title>Morning show · Ada</title>');
    expect(html).toContain('<meta property="og:title" content="Morning show" />');
    expect(html).toContain('<meta property="og:image" content="poster.jpg" />');
    expect(html).toContain('href="./broadcast.json"');
    expect(renderViewerPage({ ...plain, kind: 'channel', rootPath: './', poster: null })).not.toContain('og:image');
  });

  it('tells previews where the player alone is, where anybody knows', () => {
    const html = renderViewerPage({ ...plain, links });
    expect(html).toContain(`<meta property="og:video" content="${links.embed}" />`);
    expect(html).toContain(`<meta property="og:video:secure_url" content="${links.embed}" />`);
    expect(html).toContain(`<link rel="canonical" href="${links.page}" />`);
    expect(html).toContain(`<link rel="alternate" type="application/json+oembed" href="${links.oembed}" />`);
    expect(html).not.toContain('noindex');
    expect(renderViewerPage(plain)).not.toMatch(/og:video|canonical|oembed/);
    const framed = renderViewerPage({ ...plain, kind: 'embed', links });
    expect(framed).toContain('data-page="embed"');
    expect(framed).toContain('<meta name="robots" content="noindex" />');
    expect(framed).toContain('href="./broadcast.json"');
  });

  it.each([
    '</title><script>alert(1)</script>',
    '" onload="alert(1)',
    "'><img src=x onerror=alert(1)>",
    '<!--',
    ']]>',
    '&lt;script&gt;',
    '\u0000<svg/onload=alert(1)>',
  ])('shows %j as text', (hostile) => {
    const html = renderViewerPage({
      ...plain,
      title: hostile,
      channelName: hostile,
      description: hostile,
      poster: hostile,
      links: { page: hostile, embed: hostile, oembed: hostile },
    });
    const insecure = { page: 'x', embed: 'x', oembed: 'x' };
    expect(skeleton(html)).toBe(skeleton(renderViewerPage({ ...plain, links: insecure })));
    expect(html).not.toMatch(/<script>|<svg|<img|onload="/);
  });

  it('does not fill placeholders inside values, and takes $& literally', () => {
    const html = renderViewerPage({ ...plain, title: '{{previewTags}} $& $1' });
    expect(html).toContain('<title>{{previewTags}} $&amp; $1 · Ada</title>');
  });

  it('never lets a value change how the page is parsed', () => {
    const nasty = fc.string({
      unit: fc.constantFrom('<', '>', '"', "'", '&', '{', '}', '/', 'a', ';', '\u0000', '\n', '$'),
    });
    fc.assert(
      fc.property(nasty, nasty, nasty, nasty, (title, description, channelName, poster) => {
        const html = renderViewerPage({ ...plain, title, description, channelName, poster });
        expect(skeleton(html)).toBe(skeleton(renderViewerPage(plain)));
      }),
    );
  });
});
