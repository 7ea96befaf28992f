import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { TestEngine } from './support/engine.js';
import { fileClip } from './support/file-clip.js';

let server: TestEngine;
const own = fileClip(() => server.stop());

test('a link opens from the very moment it is shown', async () => {
  server = await TestEngine.start({ reconnectWindowSeconds: 0 });
  const dead: string[] = [];
  let shown = 0;
  // the page is looked for before anything else can happen: no request is as fast
  const unsubscribe = server.engine.state.subscribe(() => {
    const { broadcast } = server.state;
    for (const { kind, url } of broadcast?.links ?? []) {
      if (kind !== 'watch') continue;
      shown += 1;
      const pages = ['index.html', 'broadcast.json'].map((name) => new URL(name, url).pathname);
      dead.push(...pages.filter((page) => !existsSync(path.join(server.dataDir, 'archive', page))));
    }
  });
  const push = own.clip.push(await server.pushUrl());
  const link = await server.until('a link', ({ broadcast }) => broadcast?.links[0]?.url ?? null);
  expect((await fetch(link)).status).toBe(200);
  const { id } = await server.untilPlayable();
  await push.kill();
  await server.ended(id);
  unsubscribe();
  expect(shown).toBeGreaterThan(0);
  expect(dead).toEqual([]);
});
