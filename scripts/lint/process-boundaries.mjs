import { builtinModules } from 'node:module';
import { dirname, posix, resolve, sep } from 'node:path';

/**
 * Which part of src/ may import what. `areas`: folders of src/ beside the own one; `types`: files or folders of which only
 * types may be imported; `packages`: the only npm packages allowed (null: any but Electron).
 * @type {Record<string, { areas: readonly string[], types: readonly string[], node: boolean, electron: boolean, packages: readonly string[] | null }>}
 */
const areas = {
  shared: { areas: [], types: [], node: false, electron: false, packages: ['zod'] },
  engine: { areas: ['shared'], types: [], node: true, electron: false, packages: null },
  cli: { areas: ['shared', 'engine'], types: [], node: true, electron: false, packages: null },
  // The main process and the preload are CommonJS bundles: engine code, with its ES modules, would not load in them.
  main: { areas: ['shared'], types: ['engine'], node: true, electron: true, packages: ['zod', 'electron-updater'] },
  preload: { areas: ['shared'], types: [], node: false, electron: true, packages: [] },
  renderer: { areas: ['shared'], types: ['engine/serve/router'], node: false, electron: false, packages: null },
  viewer: { areas: ['shared'], types: [], node: false, electron: false, packages: null },
};

/** @param {string} source */
const isNodeModule = (source) => source.startsWith('node:') || builtinModules.includes(source);
/** @param {string} source */
const packageOf = (source) => source.split('/', source.startsWith('@') ? 2 : 1).join('/');

/**
 * Why a file of `area` may not import `source`, or null when it may.
 * @param {string} area @param {string} file path below src/ @param {string} source @param {boolean} typeOnly
 */
function objection(area, file, source, typeOnly) {
  const rule = areas[area];
  if (rule === undefined) return null;
  if (source.startsWith('.')) {
    const target = posix.normalize(posix.join(posix.dirname(file), source));
    const [targetArea = ''] = target.split('/');
    if (targetArea === area || rule.areas.includes(targetArea)) return null;
    const allowedType = rule.types.some(
      (path) => target === path || target.startsWith(`${path}/`) || target === `${path}.js`,
    );
    if (allowedType) return typeOnly ? null : `types only of ${targetArea}`;
    return `nothing from ${target.startsWith('..') ? 'outside src' : targetArea}`;
  }
  if (isNodeModule(source)) return rule.node ? null : 'no Node modules';
  if (source === 'electron' || source.startsWith('electron/')) return rule.electron ? null : 'nothing from electron';
  if (rule.packages === null || rule.packages.includes(packageOf(source))) return null;
  return rule.packages.length === 0 ? 'no packages' : `no package but ${rule.packages.join(', ')}`;
}

/** @param {any} node an import or export declaration */
function isTypeOnly(node) {
  if (node.importKind === 'type' || node.exportKind === 'type') return true;
  const named = node.specifiers ?? [];
  return (
    named.length > 0 && named.every((/** @type {any} */ one) => one.importKind === 'type' || one.exportKind === 'type')
  );
}

/**
 * ESLint rule: a file imports only what its process can run and its layer may know. Pure path arithmetic on relative
 * imports, so that nothing has to be resolved.
 * @type {import('eslint').Rule.RuleModule}
 */
export const processBoundaries = {
  meta: {
    type: 'problem',
    docs: { description: 'one direction of dependencies between the parts of src/' },
    messages: { forbidden: 'src/{{area}} may import {{objection}} (got "{{source}}")' },
    schema: [],
  },
  create(context) {
    const src = resolve(context.cwd, 'src') + sep;
    const path = resolve(dirname(context.filename), context.filename);
    if (!path.startsWith(src)) return {};
    const file = path.slice(src.length).split(sep).join('/');
    const [area = ''] = file.split('/');
    /** @param {any} node */
    const look = (node) => {
      const source = node.source?.value;
      if (typeof source !== 'string') return;
      const why = objection(area, file, source, isTypeOnly(node));
      if (why !== null) context.report({ node, messageId: 'forbidden', data: { area, objection: why, source } });
    };
    return {
      ImportDeclaration: look,
      ExportNamedDeclaration: look,
      ExportAllDeclaration: look,
      ImportExpression: look,
      TSImportType: look,
    };
  },
};
