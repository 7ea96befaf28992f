import { describe, expect, it } from 'vitest';
import { renderBroadcastPage, renderOembed, type BroadcastPagesRequest } from './broadcast-pages.js';

const template = '<html data-page="{{kind}}" data-root="{{root}}">{{description}} {{previewTags}}</html>';
const request: BroadcastPagesRequest = {
  row: { title: 'Morning show', description: 'Line one\n  line two' },
  channelName: 'Ada',
  template,
  hasPoster: true,
  urlOf: (file) => `https://cdn.example/my%20shows/ada/b/1/${file}`,
};
const nowhere: BroadcastPagesRequest = { ...request, urlOf: () => null };

describe('renderBroadcastPage', () => {
  it('describes in one line, with an absolute poster where the address is known', () => {
    const html = renderBroadcastPage(request, 'broadcast');
    expect(html).toContain('Line one line two');
    expect(html).toContain('property="og:image" content="https://cdn.example/my%20shows/ada/b/1/poster.jpg"');
    expect(renderBroadcastPage(nowhere, 'broadcast')).toContain('property="og:image" content="poster.jpg"');
    const long = renderBroadcastPage({ ...request, row: { title: 'x', description: 'y'.repeat(300) } }, 'embed');
    expect(long).toContain(`${'y'.repeat(199)}…`);
    expect(renderBroadcastPage({ ...request, row: { title: 'x', description: '' } }, 'embed')).toContain('x on Ada');
  });
});

describe('renderOembed', () => {
  const read = (text: string | null): Record<string, unknown> => JSON.parse(text ?? 'null') as Record<string, unknown>;

  it('answers as https://oembed.com asks for a video', () => {
    const answer = read(renderOembed(request));
    expect(answer).toMatchObject({ version: '1.0', type: 'video', title: 'Morning show', width: 640, height: 360 });
    expect(answer['provider_url']).toBe('https://cdn.example/my%20shows/ada/index.html');
    expect(answer['html']).toMatch(/^<iframe src="https:\/\/cdn\.example\/my%20shows\/ada\/b\/1\/embed\.html" /);
  });

  it('is not there where no address is known, and lets no title out of its attribute', () => {
    expect(renderOembed(nowhere)).toBeNull();
    const hostile = `"><script>alert(1)</script>`;
    const { html } = read(renderOembed({ ...request, row: { title: hostile, description: '' } }));
    expect(html).not.toContain('<script');
    expect(html).toContain('title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
  });
});
