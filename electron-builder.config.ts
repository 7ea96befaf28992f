import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { packagesBeside } from './scripts/lib/packages-beside.mjs';

/** A ready Electron instead of the one that the builder fetches: to try out, never to give away (scripts/package.mjs). */
const electronDist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
/** `owner/name` on GitHub: where installed apps look for updates. None unless the release workflow says so. */
const updates = process.env['HEADWATER_UPDATES_REPOSITORY']?.split('/');
/** macOS puts no update in the place of an app that nobody has signed: that one is told of none. */
const isUnsignedMac = process.platform === 'darwin' && !process.env['CSC_LINK'] && !process.env['CSC_NAME'];

const ownElectron = electronDist && {
  electronDist,
  electronVersion: readFileSync(join(electronDist, 'version'), 'utf8').trim().replace(/^v/, ''),
};

/** Folders of `node_modules` that are packed: a scope is kept whole, and a package within one of them comes along. */
const kept = [...packagesBeside, 'ffmpeg-static'].map((name) => name.replace(/\/.*/, ''));

/** What packages bring and no program reads; SQLite's binding for this system alone (Electron runs on no musl). Licences are gathered apart. */
const leftOut = [
  `!node_modules/!(${kept.join('|')}){,/**}`,
  '!**/*.{map,ts,mts,cts,tsbuildinfo,flow,md,markdown}',
  // packages' own tests, measurements and papers: at their top, for deeper such a name may be a part of the program
  '!**/node_modules/{*,@*/*}/{test,tests,build-test}.js',
  '!**/node_modules/{*,@*/*}/{spec,test,tests,benchmark,benchmarks,integration,docs,examples,fixtures,.vscode}/**',
  '!**/*.{spec,test}.{js,cjs,mjs}',
  '!**/node_modules/{typescript,@types,undici-types,node-addon-api}/**',
  '!**/node_modules/fluent-ffmpeg/{coverage,doc,tools}/**',
  '!**/node_modules/node-media-server/{webadmin,bin}/**',
  '!**/node_modules/@photostructure/sqlite/{src,scripts,prebuilds,binding.gyp}/**',
  'node_modules/@photostructure/sqlite/prebuilds/${platform}-${arch}/*.glibc.node',
];

/** The installable app; docs/packaging.md. Started by `npm run package`, which checks what must be there. */
const config: Configuration = {
  appId: 'app.headwater.studio',
  productName: 'Headwater',
  copyright: '© 2026 Headwater contributors',
  directories: { output: 'release', buildResources: 'build' },
  ...ownElectron,
  // its text is English; Chromium's own words in 55 languages are 45 MB
  electronLanguages: ['en-US'],
  // bindings are prebuilt for Node-API: the same in Node and in every Electron
  npmRebuild: false,
  files: [
    'package.json',
    'LICENSE',
    'resources/**',
    ...leftOut,
    // scripts/lib/stage-bundles.mjs
    { from: 'out/packed', to: 'out' },
  ],
  // what the system loads or runs must be files; all else is read from the archive, whose contents are checked
  asar: { smartUnpack: false },
  asarUnpack: ['**/*.node', 'node_modules/ffmpeg-static/**'],
  extraResources: [{ from: 'out/licences', to: 'licences' }],
  afterPack: './scripts/lib/after-pack.mjs',
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    // has no effect on Linux, where Electron knows of no place to keep the archive's hash
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    // a changed program needs a new signature to start on Apple's processors; a certificate's takes its place
    resetAdHocDarwinSignature: true,
  },
  protocols: [{ name: 'Headwater', schemes: ['headwater'] }],
  artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
  ...(updates !== undefined && {
    extraMetadata: {
      homepage: `https://github.com/${updates.join('/')}`,
      // src/main/update-support.ts
      ...(isUnsignedMac && { updates: 'unsigned' }),
    },
  }),
  publish: updates === undefined ? null : { provider: 'github', owner: updates[0] ?? '', repo: updates[1] ?? '' },
  // the older set starts every AppImage with --no-sandbox
  toolsets: { appimage: '1.0.3' },
  linux: {
    target: ['AppImage', 'deb', 'rpm'],
    category: 'AudioVideo',
    executableName: 'headwater',
    executableArgs: [],
    syncDesktopName: true,
    icon: 'icons',
    maintainer: 'Headwater contributors <headwater@headwater.invalid>',
    synopsis: 'A desktop studio for streamers',
    desktop: {
      entry: { Keywords: 'live;stream;broadcast;record;obs;' },
    },
  },
  mac: {
    // neither a place to look for updates in the app, nor a list of them beside it
    ...(isUnsignedMac && { publish: null }),
    target: ['dmg', 'zip'],
    category: 'public.app-category.video',
    minimumSystemVersion: '13.0',
    hardenedRuntime: true,
    gatekeeperAssess: false,
    entitlements: 'build/entitlements.mac.plist',
    entitlementsInherit: 'build/entitlements.mac.plist',
    extendInfo: {
      NSCameraUsageDescription: 'Headwater shows your camera in the programme when you add it to a scene.',
      NSMicrophoneUsageDescription: 'Headwater mixes your microphone into the programme when you add it.',
      NSScreenCaptureUsageDescription: 'Headwater shows the screen or window that you pick in the programme.',
      NSAudioCaptureUsageDescription:
        'Headwater mixes the sound of this computer into the programme when you share it.',
    },
  },
  win: { target: ['nsis', 'portable'] },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    deleteAppDataOnUninstall: false,
  },
  portable: { artifactName: '${productName}-${version}-${os}-${arch}-portable.${ext}' },
};

export default config;
