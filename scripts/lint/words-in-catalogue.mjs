/** What people read or hear of an element besides what stands in it: attributes, and properties of what is handed to one. */
const shownNames = new Set([
  ...[
    'alt',
    'aria-description',
    'aria-roledescription',
    'aria-valuetext',
    'description',
    'doing',
    'done',
    'explanation',
  ],
  ...['hint', 'keywords', 'lead', 'note', 'placeholder', 'problem', 'question', 'summary', 'term', 'text', 'title'],
  ...['what', 'word', 'words'],
]);
/** @param {unknown} name of an attribute or property */
const isShown = (name) => typeof name === 'string' && (shownNames.has(name) || /label$/i.test(name));

/** The same in every language: units of what the studio measures, and the names of keys. */
const universal = new Set([
  ...['B', 'kB', 'KB', 'MB', 'GB', 'b/s', 'kb/s', 'Mb/s', 'dB', 'Hz', 'kHz', 'fps', 'ms', 's', 'px', 'px/s'],
  ...['Ctrl', 'Shift', 'Alt'],
]);

/** True where a translator would have something to do: letters that are no unit and no address. @param {string} text */
function hasWords(text) {
  return text.split(/\s+/).some((part) => {
    const bare = part.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
    return bare.length > 1 && !universal.has(bare) && !part.includes('://');
  });
}

/**
 * True for what reads like a sentence, or begins one, wherever it stands: no constant carries it past. `Times New Roman`
 * is a name: every word of it is capitalised.
 * @param {string} text
 */
const isSentence = (text) => hasWords(text) && /^\s*\p{Lu}\p{Ll}*[,:]? (?!(\p{Lu}\S*\s*)*$)\S/u.test(text);

/** Class names and errors for developers are no words for people. @param {any} node */
function isForPeople(node) {
  const { parent } = node;
  return parent.type !== 'NewExpression' && !(parent.type === 'JSXAttribute' && parent.name.name === 'className');
}

/**
 * The literal texts an expression may come to: through choices, sums and templates, not through calls or names.
 * @param {any} node @returns {any[]}
 */
function textsOf(node) {
  switch (node?.type) {
    case 'Literal':
      return typeof node.value === 'string' && hasWords(node.value) ? [node] : [];
    case 'TemplateLiteral': {
      const own = node.quasis.some((/** @type {any} */ quasi) => hasWords(quasi.value.cooked ?? ''));
      return own ? [node] : node.expressions.flatMap(textsOf);
    }
    case 'ConditionalExpression':
      return [...textsOf(node.consequent), ...textsOf(node.alternate)];
    case 'LogicalExpression':
      return node.operator === '&&' ? textsOf(node.right) : [...textsOf(node.left), ...textsOf(node.right)];
    case 'BinaryExpression':
      return node.operator === '+' ? [...textsOf(node.left), ...textsOf(node.right)] : [];
    case 'JSXExpressionContainer':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return textsOf(node.expression);
    default:
      return [];
  }
}

/** @param {any} key of a property */
const nameOf = (key) => (key.type === 'Identifier' ? key.name : key.type === 'Literal' ? key.value : null);

/**
 * ESLint rule: what the studio says stands in the words of its feature (`*-words.ts`), not in the component, so that one
 * catalogue can be translated.
 * @type {import('eslint').Rule.RuleModule}
 */
export const wordsInCatalogue = {
  meta: {
    type: 'problem',
    docs: { description: 'words on the screen come from a *-words.ts file' },
    messages: { literal: 'Expected words from a *-words.ts file, got “{{text}}”' },
    schema: [],
  },
  create(context) {
    const seen = new Set();
    /** @param {any} node */
    const report = (node) => {
      if (seen.has(node)) return;
      seen.add(node);
      const text = context.sourceCode.getText(node).replace(/\s+/g, ' ').trim();
      context.report({ node, messageId: 'literal', data: { text } });
    };
    return {
      /** @param {any} node */
      JSXText(node) {
        if (hasWords(node.value)) report(node);
      },
      /** @param {any} node */
      JSXExpressionContainer(node) {
        if (node.parent.type !== 'JSXAttribute') textsOf(node).forEach(report);
      },
      /** @param {any} node */
      JSXAttribute(node) {
        if (isShown(node.name.name)) textsOf(node.value).forEach(report);
      },
      /** @param {any} node */
      Property(node) {
        if (isShown(nameOf(node.key))) textsOf(node.value).forEach(report);
      },
      /** @param {any} node */
      Literal(node) {
        if (typeof node.value === 'string' && isSentence(node.value) && isForPeople(node)) report(node);
      },
      /** @param {any} node */
      TemplateLiteral(node) {
        if (isSentence(node.quasis[0].value.cooked ?? '') && isForPeople(node)) report(node);
      },
    };
  },
};
