import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { nginxMissing, startEdgeNginx } from './support/edge-nginx.js';
import { examine, type Examination } from './support/doctor-bench.js';
import { startOddEdge, type EdgeAnswer, type EdgeRule } from './support/odd-edge.js';

let s3: S3Fixture;
beforeAll(async () => {
  s3 = await startS3Server({ publicAccess: 'list' });
});
afterAll(() => s3.stop());

/** The doctor's view of a healthy bucket whose public URL is a CDN with a rule of its own. */
async function behind(rule: EdgeRule): Promise<Examination> {
  const edge = await startOddEdge(s3.publicUrl, rule);
  try {
    return await examine(s3, { config: { publicUrl: edge.url } });
  } finally {
    await edge.stop();
  }
}

const troubles = ({ report }: Examination) =>
  Object.fromEntries(report.checks.filter(({ status }) => status !== 'pass').map(({ id, status }) => [id, status]));

const without = (answer: EdgeAnswer, ...names: string[]): EdgeAnswer => ({
  ...answer,
  headers: Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !names.includes(name))),
});
const withHeaders = (answer: EdgeAnswer, headers: Record<string, string>): EdgeAnswer => ({
  ...answer,
  headers: { ...answer.headers, ...headers },
});

/** Keeps the first answer of each path; `seconds` null: for ever. */
function caching(isKept: (path: string) => boolean): EdgeRule {
  const kept = new Map<string, EdgeAnswer>();
  return async ({ method, path, headers }, origin) => {
    if (method === 'OPTIONS' || headers['range'] !== undefined || !isKept(path)) return origin();
    const answer = kept.get(path) ?? (await origin());
    if (answer.status === 200) kept.set(path, answer);
    return answer;
  };
}

describe('the doctor behind a CDN', () => {
  it('that passes everything on: nothing to say', async () => {
    expect(troubles(await behind((_request, origin) => origin()))).toEqual({});
  });

  it('that shows no hidden names: goes on in a folder without a dot, and leaves nothing there either', async () => {
    const seen = await behind(async ({ path }, origin) =>
      path.includes('/.') ? { status: 404, headers: {}, body: Buffer.from('hidden') } : origin(),
    );
    expect(troubles(seen)).toEqual({});
    expect(s3.objects().size).toBe(0);
  });

  it.skipIf(nginxMissing !== null)(`that is our nginx ${nginxMissing ?? ''}: nothing to say`, async () => {
    const edge = await startEdgeNginx(s3.publicUrl);
    try {
      expect(troubles(await examine(s3, { config: { publicUrl: edge.url, prefix: 'shows' } }))).toEqual({});
      const spaced = await examine(s3, { config: { publicUrl: edge.url, prefix: 'my shows' } });
      expect(spaced.check('public-read').mend.at(-1)).toContain('choose a prefix without them');
    } finally {
      await edge.stop();
    }
    expect(s3.objects().size).toBe(0);
  });

  it('that keeps answers without CORS for everybody, and playlists for longer than it says', async () => {
    const keeping = caching((path) => path.endsWith('.m4s') || path.endsWith('live.m3u8'));
    const seen = await behind((request, origin) =>
      keeping(request, async () => {
        const answer = await origin();
        return request.headers['origin'] === undefined ? without(answer, 'access-control-allow-origin') : answer;
      }),
    );
    expect(troubles(seen)).toEqual({ cors: 'fail', 'public-cache': 'fail' });
    expect(seen.check('cors').detail).toContain('keeps an answer without CORS');
    expect(seen.check('cors').mend.join(' ')).toContain('Access-Control-Allow-Origin: *');
    expect(seen.check('public-cache').detail).toContain('still the old one');
  });

  it('that keeps the first website for all others, and everything for hours', async () => {
    const keeping = caching((path) => path.includes('site-'));
    const seen = await behind((request, origin) =>
      keeping(request, async () => {
        const answer = withHeaders(await origin(), { 'cache-control': 'public, max-age=14400' });
        const { origin: site } = request.headers;
        return site === undefined ? answer : withHeaders(answer, { 'access-control-allow-origin': site });
      }),
    );
    expect(troubles(seen)).toEqual({ cors: 'fail', 'public-cache': 'fail' });
    expect(seen.check('cors').detail).toContain('Only the first website');
    expect(seen.check('public-cache').detail).toContain('4 h (14400 s) instead of 2 s');
  });

  it('that knows GET of whole files alone, answers whatever is missing with a page, and sends pages as downloads', async () => {
    const home = { status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.from('<p>Home</p>') };
    const seen = await behind(async (request, origin) => {
      if (request.method === 'OPTIONS') return { status: 405, headers: {}, body: Buffer.alloc(0) };
      const { range: _range, ...headers } = request.headers;
      const answer = withHeaders(await origin({ headers }), { 'content-disposition': 'attachment' });
      return answer.status === 404 ? home : answer;
    });
    expect(troubles(seen)).toEqual({
      cors: 'warn',
      'public-range': 'warn',
      'public-missing': 'fail',
      'public-html': 'fail',
    });
  });

  it('that knows no types, no Cache-Control and no 404', async () => {
    const seen = await behind(async (_request, origin) => {
      const answer = without(await origin(), 'cache-control');
      if (answer.status === 404) return { ...answer, status: 502 };
      return withHeaders(answer, { 'content-type': 'application/octet-stream' });
    });
    expect(troubles(seen)).toEqual({
      'public-missing': 'warn',
      'public-type': 'fail',
      'public-html': 'fail',
      'public-cache': 'warn',
    });
    expect(seen.check('public-type').detail).toContain('application/vnd.apple.mpegurl');
  });

  it('that forgets that a file is compressed', async () => {
    const seen = await behind(async (_request, origin) => without(await origin(), 'content-encoding'));
    expect(troubles(seen)).toEqual({ 'public-type': 'fail' });
    expect(seen.check('public-type').detail).toContain('Content-Encoding');
  });

  it('that unpacks files, finds the page of a folder, and has a default of its own', async () => {
    const seen = await behind(async ({ path }, origin) => {
      const answer = await origin(path.endsWith('/') ? { path: `${path}index.html` } : {});
      const kept = withHeaders(answer, { 'cache-control': answer.headers['cache-control'] ?? 'public, max-age=3600' });
      if (answer.headers['content-encoding'] !== 'gzip') return kept;
      return { ...without(kept, 'content-encoding'), body: gunzipSync(answer.body) };
    });
    expect(troubles(seen)).toEqual({ 'public-cache': 'warn' });
    expect(seen.check('public-cache').detail).toContain('3600 s');
    expect(seen.check('public-index').detail).toContain('opens its page');
  });
});
