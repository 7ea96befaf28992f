import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPins } from './ffmpeg-pins.mjs';
import { root } from './root.mjs';
import { thirdParty } from './third-party.mjs';

/** @typedef {import('./third-party.mjs').ThirdParty} ThirdParty */
/** @typedef {import('./shipped-programs.mjs').ShippedProgram} ShippedProgram */

const rule = '='.repeat(80);

const preface = `What Headwater is made with, and on which terms. Headwater itself is under the MIT licence (LICENSE).

Electron and Chromium: LICENSE.electron.txt and LICENSES.chromium.html, beside the program (on macOS in Contents/Resources).

ffmpeg, in resources/app.asar.unpacked/node_modules/ffmpeg-static where it is shipped, is a program of its own that Headwater
starts. It is under the GNU General Public License, version 3 or later; its licence lies beside it. Its source, and how it was
built, are named in the README beside it and at https://github.com/eugeneware/ffmpeg-static (release ${readPins().release}) and
https://ffmpeg.org/download.html. Whoever has a copy of Headwater may, for three years after it was published, also ask where
they got it for the complete corresponding source, at no more than the cost of handing it over.

The packages below are in Headwater's own archive, as they are or in parts.`;

/** @param {ThirdParty} one */
function section({ name, version, licence, texts }) {
  const head = `${name} ${version}${licence === '' ? '' : `\n${licence}`}`;
  return [rule, head, ...texts].join('\n\n');
}

/** All notices in one text. @param {readonly ThirdParty[]} packages */
export const notices = (packages) => `${[preface, ...packages.map(section)].join('\n\n')}\n`;

/** npm's `sha512-…` as CycloneDX writes it. @param {string | undefined} integrity */
function hashes(integrity) {
  const [, base64] = /^sha512-(\S+)/.exec(integrity ?? '') ?? [];
  return base64 === undefined ? [] : [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }];
}

/**
 * The bill of materials, CycloneDX 1.5. @param {readonly ThirdParty[]} packages
 * @param {{ version: string, programs: readonly ShippedProgram[] }} app `programs`: what is shipped beside packages
 */
export function billOfMaterials(packages, app) {
  const components = packages.map(({ name, version, licence, integrity }) => {
    const purl = `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;
    return {
      type: 'library',
      'bom-ref': purl,
      name,
      version,
      purl,
      ...(licence !== '' && { licenses: [{ expression: licence }] }),
      ...(integrity !== undefined && { hashes: hashes(integrity) }),
    };
  });
  const programs = app.programs.map(({ type, name, version, licence, sha256 }) => ({
    type,
    'bom-ref': `${name}@${version}`,
    name,
    version,
    licenses: [{ expression: licence }],
    ...(sha256 !== undefined && { hashes: [{ alg: 'SHA-256', content: sha256 }] }),
  }));
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { type: 'application', name: 'Headwater', version: app.version } },
    components: [...programs, ...components],
  };
}

/** Writes both into out/licences, from where they are packed. @param {{ version: string, programs: readonly ShippedProgram[] }} app */
export function writeLicences(app) {
  const folder = join(root, 'out', 'licences');
  const packages = thirdParty();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'THIRD-PARTY-LICENCES.txt'), notices(packages));
  writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(billOfMaterials(packages, app), null, 2)}\n`);
}
