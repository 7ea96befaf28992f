import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import config from '../../electron-builder.config.js';
import nodeBundles from '../../vite.node.config.js';
import { deepLinkScheme } from '../../src/main/deep-link.js';
import { appId } from '../../src/shared/app-id.js';
import { root } from './root.mjs';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

test('the app takes the name on Windows that its shortcuts carry', () => {
  expect(config.appId).toBe(appId);
});

test('AppImages are made by the set whose entry has the sandbox on', () => {
  expect(config.toolsets?.appimage).toBe('1.0.3');
  expect(config.linux?.executableArgs).toEqual([]);
});

test('the uninstaller takes out of the registry what the app has put there', () => {
  const script = readFileSync(join(root, 'build', 'installer.nsh'), 'utf8');
  expect(config.protocols).toEqual([{ name: 'Headwater', schemes: [deepLinkScheme] }]);
  expect(script).toContain('!macro customUnInstall');
  expect(script).toContain(`DeleteRegKey HKCU "Software\\Classes\\${deepLinkScheme}"`);
  // where that one is another copy's, or the app only makes way for its next version, it stays
  expect(script).toContain(`ReadRegStr $0 HKCU "Software\\Classes\\${deepLinkScheme}\\shell\\open\\command" ""`);
  expect(script).toContain('${ifNot} ${isUpdated}');
});

test('what stays outside the bundles is packed', () => {
  const { external } = nodeBundles.ssr ?? {};
  const kept = (config.files as readonly string[]).find((pattern) => String(pattern).startsWith('!node_modules/!('));
  const names = /\((.*)\)/.exec(kept ?? '')?.[1]?.split('|');
  expect(external).not.toEqual([]);
  // a scope is kept whole
  for (const name of external as readonly string[]) expect(names).toContain(name.split('/')[0]);
});

test.each([
  { platform: 'darwin', certificate: '', isTold: false },
  { platform: 'darwin', certificate: 'base64', isTold: true },
  { platform: 'linux', certificate: '', isTold: true },
])('a release on $platform with the certificate “$certificate”: is told of updates: $isTold', async (release) => {
  vi.resetModules();
  vi.stubEnv('HEADWATER_UPDATES_REPOSITORY', 'owner/name');
  vi.stubEnv('CSC_LINK', release.certificate);
  vi.stubEnv('CSC_NAME', '');
  vi.stubGlobal('process', Object.create(process, { platform: { value: release.platform } }));
  const { default: made } = await import('../../electron-builder.config.js');
  expect(made.publish).toMatchObject({ owner: 'owner', repo: 'name' });
  // null, and not left out: electron-builder takes the general one then
  expect(made.mac?.publish).toBe(release.isTold ? undefined : null);
  expect(made.extraMetadata?.updates).toBe(release.isTold ? undefined : 'unsigned');
});
