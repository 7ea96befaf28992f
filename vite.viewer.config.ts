import { createHash } from 'node:crypto';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const root = fileURLToPath(new URL('src/viewer', import.meta.url));
const defaultOutDir = fileURLToPath(new URL('out/viewer', import.meta.url));

/** The budget of everything a viewer loads before the first byte of media, gzipped. */
const maxGzippedBytes = 200 * 1000;

/**
 * What hls.js brings and this page never uses: DRM, telemetry, steering between CDNs, trick play, advertisement breaks.
 * The full build is 178 kB gzipped, 151 kB without them; hls.js' own light build would also lack the separate sound.
 */
const unusedHlsParts = [
  'emeController',
  'cmcdController',
  'contentSteeringController',
  'iframeController',
  'interstitialsController',
];

/** Takes the unused parts out of hls.js' default configuration, so that tree shaking drops them. */
function slimHls(): Plugin {
  return {
    name: 'headwater:slim-hls',
    transform(code, id) {
      if (!/\/hls\.js\/dist\/hls\.mjs$/.test(id)) return null;
      let slim = code;
      for (const part of unusedHlsParts) {
        const next = slim.replace(new RegExp(`^(\\s+${part}: )[A-Z]\\w+\\b`, 'm'), '$1undefined');
        if (next === slim) this.error(`Expected hls.js to configure ${part}; its source has changed`);
        slim = next;
      }
      return { code: slim, map: null, moduleSideEffects: false };
    },
  };
}

/**
 * Puts all assets below `app/<hash of their contents>/`, which may be cached for ever, and marks in the template where the
 * way to the channel's root goes (`./` or `../../`).
 */
function hashedFolder(): Plugin {
  let outDir = defaultOutDir;
  return {
    name: 'headwater:hashed-folder',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      const built = join(outDir, 'app/build');
      const names = (await readdir(built)).sort();
      const hash = createHash('sha256');
      const template = await readFile(join(outDir, 'index.html'), 'utf8');
      let gzippedBytes = gzipSync(template).length;
      for (const name of names) {
        const body = await readFile(join(built, name));
        hash.update(name).update('\0').update(body);
        gzippedBytes += gzipSync(body).length;
      }
      if (gzippedBytes > maxGzippedBytes) {
        throw new Error(`Expected a viewer page of at most ${maxGzippedBytes} bytes gzipped, got ${gzippedBytes}`);
      }
      const folder = hash.digest('hex').slice(0, 16);
      await rename(built, join(outDir, 'app', folder));
      await writeFile(join(outDir, 'index.html'), template.replaceAll('./app/build/', `{{root}}app/${folder}/`));
    },
  };
}

/** The page that viewers open: static, relative URLs only, one template for the channel and its broadcasts. */
export default defineConfig({
  root,
  base: './',
  plugins: [slimHls(), hashedFolder()],
  build: {
    outDir: defaultOutDir,
    emptyOutDir: true,
    target: ['chrome110', 'firefox115', 'safari16'],
    modulePreload: false,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      output: {
        entryFileNames: 'app/build/viewer.js',
        chunkFileNames: 'app/build/[name].js',
        assetFileNames: 'app/build/[name][extname]',
      },
    },
  },
});
