import type { Configuration } from 'electron-builder';

/**
 * The installable app. Native and executable files must lie outside the archive: SQLite's binding, ffmpeg, and the engine's
 * bundles, which worker threads open by path.
 */
const config: Configuration = {
  appId: 'app.headwater.studio',
  productName: 'Headwater',
  directories: { output: 'release', buildResources: 'build' },
  files: [
    'package.json',
    'LICENSE',
    'resources/**',
    'out/{main,preload,node,renderer,viewer}/**',
    '!**/*.map',
    '!node_modules/*/{test,tests,example,examples,docs}/**',
  ],
  asarUnpack: ['out/node/**', 'node_modules/@photostructure/sqlite/**', 'node_modules/ffmpeg-static/**'],
  linux: { target: ['AppImage', 'deb'], category: 'AudioVideo' },
  mac: { target: ['dmg'], category: 'public.app-category.video' },
  win: { target: ['nsis'] },
};

export default config;
