import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './root.mjs';

const folder = join(root, '.github', 'workflows');
const release = readFileSync(join(folder, 'release.yml'), 'utf8');
const ci = readFileSync(join(folder, 'ci.yml'), 'utf8');
const workflows = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

test.each(workflows)(
  '$name runs others’ actions by commit alone, and may write nothing unless a job says so',
  ({ text }) => {
    const uses = [...text.matchAll(/^\s*(?:- )?uses: *(.*)$/gm)].map((match) => match[1] ?? '');
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((one) => !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(one))).toEqual([]);
    expect(text).toMatch(/^permissions:\n {2}contents: read\n\n/m);
  },
);

/** What is installed for the tests: on Linux, and by the step of the other systems. */
function installed(text: string): { readonly packages: readonly string[]; readonly elsewhere: string } {
  const [, packages = ''] = /apt-get install .*--no-install-recommends (.*)/.exec(text) ?? [];
  const [, elsewhere = ''] = /^ {6}- name: ffmpeg and ffprobe\n(?: {8}.*\n)*? {8}(run: .*)/m.exec(text) ?? [];
  return { packages: packages.split(' ').sort(), elsewhere };
}

test('a release is checked before it is packed, on machines like those that what is pushed is checked on', () => {
  const [there, here] = [installed(release), installed(ci)];
  expect(here.packages).toContain('ffmpeg');
  expect(here.elsewhere).toMatch(/choco install .*ffmpeg.*brew install ffmpeg/);
  // rpm makes one of the installers
  expect(there).toEqual({ ...here, packages: [...here.packages, 'rpm'].sort() });
  const [before = '', after] = release.split('      - run: npm test -- types lint unit\n');
  expect(before).toContain('- name: ffmpeg and ffprobe\n');
  expect(before).not.toContain('npm run package');
  expect(after).toContain('npm run package');
});

/** A step of the release, from its name to the next one. */
function step(name: string): string {
  const [, text = ''] = release.split(`- name: ${name}\n`);
  return text.split(/^ {6}- /m)[0] ?? '';
}

/** The secrets that it is given. */
const secretsOf = (text: string): string[] =>
  [...text.matchAll(/secrets\.(\w+)/g)].map((match) => match[1] ?? '').sort();

test('each system’s installers are made with that system’s certificate and with no other one’s', () => {
  expect(secretsOf(step('installers for Linux'))).toEqual([]);
  expect(secretsOf(step('installers for Windows'))).toEqual(['WINDOWS_CERTIFICATE', 'WINDOWS_CERTIFICATE_PASSWORD']);
  expect(secretsOf(step('installers for macOS'))).toEqual(
    ['APPLE_API_ISSUER', 'APPLE_API_KEY', 'APPLE_API_KEY_ID', 'MAC_CERTIFICATE', 'MAC_CERTIFICATE_PASSWORD'].sort(),
  );
  for (const system of ['Linux', 'Windows', 'macOS']) {
    expect(step(`installers for ${system}`)).toContain(`if: runner.os == '${system}'\n`);
  }
});

// with macOS' bash, run here by the one at hand
test.skipIf(process.platform === 'win32')(
  'the notary is given a file of the key, of its owner alone, which is gone afterwards',
  () => {
    const temp = mkdtempSync(join(tmpdir(), 'headwater-release-'));
    const [, body = ''] = step('installers for macOS').split('run: |\n');
    const script = (body.split(/^ {8}env:/m)[0] ?? '').replace(/^ {10}/gm, '');
    const npm =
      'npm() { env | { grep -E "^(APPLE|CSC)_" || true; } | sort; [ -z "${APPLE_API_KEY:-}" ] || { cat "$APPLE_API_KEY"; ls -l "$APPLE_API_KEY"; }; }';
    const run = (key: string): string =>
      execFileSync('bash', ['--norc', '--noprofile', '-e', '-o', 'pipefail', '-c', `${npm}\n${script}`], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          PATH: process.env['PATH'],
          RUNNER_TEMP: temp,
          CSC_LINK: '',
          CSC_KEY_PASSWORD: '',
          APPLE_API_KEY_TEXT: key,
          APPLE_API_KEY_ID: 'id',
          APPLE_API_ISSUER: 'issuer',
        },
      });
    try {
      const file = join(temp, 'notary.p8');
      const [issuer, path, id, text, mode = ''] = run('the key').split('\n');
      expect([issuer, path, id, text]).toEqual([
        'APPLE_API_ISSUER=issuer',
        `APPLE_API_KEY=${file}`,
        'APPLE_API_KEY_ID=id',
        'the key',
      ]);
      expect(mode).toMatch(/^-rw-------/);
      expect(readdirSync(temp)).toEqual([]);
      expect(run('')).toBe('');
    } finally {
      rmSync(temp, { recursive: true, force: true });
    }
  },
);
