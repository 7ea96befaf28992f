import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { SetupError, say } from './say.mjs';

/**
 * The full path of a program on PATH, or null.
 * @param {string} name
 */
export function findOnPath(name) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const ending of endings) {
      const file = join(folder, name + ending);
      try {
        accessSync(file, constants.X_OK);
        if (folder !== '') return file;
      } catch {
        // not here
      }
    }
  }
  return null;
}

function hasFfmpeg() {
  const named = process.env['FFMPEG_PATH'];
  if (named !== undefined && named !== '') return true; // a wrong path is the engine's error, in words
  try {
    const bundled = createRequire(join(root, 'package.json'))('ffmpeg-static');
    if (typeof bundled === 'string' && existsSync(bundled)) return true;
  } catch {
    // the optional package is absent where its download failed
  }
  return findOnPath('ffmpeg') !== null;
}

const hasFonts = () => existsSync('/usr/share/fonts/truetype') || existsSync('/usr/share/fonts/opentype');
/** @param {string} library */
const hasLibrary = (library) =>
  ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib', '/usr/lib64'].some((folder) =>
    existsSync(join(folder, library)),
  );

/**
 * What a command may need of the system: how to see that it is there, Debian's packages, and words for everybody else.
 * @type {Record<string, { present: () => boolean, debian: readonly string[], elsewhere: string }>}
 */
const needs = {
  ffmpeg: {
    present: hasFfmpeg,
    debian: ['ffmpeg'],
    elsewhere: 'ffmpeg 5.1 or newer: https://ffmpeg.org/download.html, then put it on PATH or name it in FFMPEG_PATH',
  },
  ffprobe: {
    present: () => findOnPath('ffprobe') !== null,
    debian: ['ffmpeg'],
    elsewhere: 'ffprobe on PATH (it comes with ffmpeg; only tests use it)',
  },
  chromium: {
    present: () => ['chromium', 'chromium-browser', 'google-chrome'].some((name) => findOnPath(name) !== null),
    debian: ['chromium'],
    elsewhere: 'Chromium or Chrome (npx playwright install chromium)',
  },
  fonts: { present: hasFonts, debian: ['fonts-dejavu-core'], elsewhere: 'any TrueType font' },
  xvfb: {
    present: () => findOnPath('xvfb-run') !== null && findOnPath('xauth') !== null,
    debian: ['xvfb', 'xauth'],
    elsewhere: 'xvfb-run and xauth',
  },
  'electron-libraries': {
    present: () => ['libgtk-3.so.0', 'libnss3.so', 'libasound.so.2', 'libgbm.so.1'].every(hasLibrary),
    debian: ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libatk-bridge2.0-0'],
    elsewhere: "Electron's libraries (GTK 3, NSS, ALSA, GBM)",
  },
  nginx: { present: () => findOnPath('nginx') !== null, debian: ['nginx-light'], elsewhere: 'nginx' },
  // a clock that can be set: only Linux has it this way
  faketime: {
    present: () =>
      ['x86_64-linux-gnu/', 'aarch64-linux-gnu/', ''].some((folder) =>
        existsSync(`/usr/lib/${folder}faketime/libfaketimeMT.so.1`),
      ),
    debian: ['faketime'],
    elsewhere: 'libfaketime (a clock that tests can set)',
  },
  // a keychain of a desktop, for what the app has it keep
  keyring: {
    present: () => ['gnome-keyring-daemon', 'dbus-daemon', 'dbus-send'].every((name) => findOnPath(name) !== null),
    debian: ['gnome-keyring', 'dbus', 'dbus-bin'],
    elsewhere: 'gnome-keyring and dbus',
  },
  // presses real keys of an X display, for hotkeys of the whole system
  xdotool: { present: () => findOnPath('xdotool') !== null, debian: ['xdotool'], elsewhere: 'xdotool' },
  wrk: { present: () => findOnPath('wrk') !== null, debian: ['wrk'], elsewhere: 'wrk' },
  // a real S3 server; there is none but on Linux, and the tests have one of their own beside it
  ceph: {
    present: () =>
      ['ceph-mon', 'ceph-osd', 'radosgw', 'radosgw-admin', 'ceph'].every((name) => findOnPath(name) !== null),
    debian: ['ceph-mon', 'ceph-osd', 'radosgw', 'ceph-common'],
    elsewhere: "Ceph's programs (ceph-mon, ceph-osd, radosgw, ceph)",
  },
};

function isDebian() {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false; // no such file: not a Linux that says what it is
  }
}

/** @param {readonly { debian?: readonly string[] }[]} missing */
const packagesOf = (missing) => [...new Set(missing.flatMap((need) => need.debian ?? []))];

/** @param {readonly string[]} packages */
async function install(packages) {
  if (packages.length === 0) return;
  say(`installing with apt-get: ${packages.join(' ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Lists may never have been fetched here. A failed update is no reason to stop: the lists at hand may do.
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
}

/**
 * Makes sure that everything named is there: installs it on Debian as root, else says what is missing and how to get it.
 * @param {readonly string[]} names keys of `needs`
 * @param {readonly string[]} [welcome] others: installed where that can be done, done without (and said so) elsewhere
 */
export async function installSystemPackages(names, welcome = []) {
  /** @param {readonly string[]} wanted */
  const missing = (wanted) =>
    wanted.flatMap((name) => (needs[name]?.present() === false ? [{ name, ...needs[name] }] : []));
  const canInstall = isDebian() && process.getuid?.() === 0 && findOnPath('apt-get') !== null;
  // one after the other: a package that cannot be had must not keep the others away
  for (const wanted of canInstall ? [names, welcome] : []) await install(packagesOf(missing(wanted)));
  const without = missing(welcome.filter((name) => !names.includes(name)));
  if (without.length > 0) {
    say(`going on without what only some tests use: ${without.map((need) => need.elsewhere).join('; ')}`);
  }
  const after = missing(names);
  if (after.length === 0) return;
  const list = after.map((need) => `  - ${need.elsewhere}`).join('\n');
  const hint = isDebian()
    ? `\nOn this system: sudo apt-get install ${packagesOf(after).join(' ')}`
    : process.platform === 'darwin' && after.some((need) => need.name === 'ffmpeg')
      ? '\nWith Homebrew: brew install ffmpeg'
      : '';
  throw new SetupError(`missing on this computer:\n${list}${hint}\nThen run the same command again.`);
}
