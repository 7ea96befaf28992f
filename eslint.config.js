import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { processBoundaries } from './scripts/lint/process-boundaries.mjs';
import { wordsInCatalogue } from './scripts/lint/words-in-catalogue.mjs';

const typescript = ['**/*.ts', '**/*.tsx'];
const tests = ['**/*.test.ts', '**/*.test.tsx', 'test/**/*.ts'];

export default defineConfig(
  globalIgnores(['out/', 'dist/', 'release/', 'coverage/', 'test-results/', 'playwright-report/']),
  js.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 300 }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Export by name: a default export has no name to search for.',
        },
      ],
    },
  },
  {
    files: typescript,
    extends: [tseslint.configs.strict, tseslint.configs.recommendedTypeCheckedOnly],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Methods of an asynchronous interface are `async` whether or not they have to wait: they reject, never throw.
      '@typescript-eslint/require-await': 'off',
      // A subscription or a command may be void by contract.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // TypeScript itself knows better what is defined.
      'no-undef': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    ignores: tests,
    plugins: {
      headwater: { rules: { 'process-boundaries': processBoundaries, 'words-in-catalogue': wordsInCatalogue } },
    },
    rules: { 'headwater/process-boundaries': 'error' },
  },
  {
    files: ['src/renderer/**/*.tsx', 'src/renderer/features/**/*.ts', 'src/main/**/*.ts'],
    ignores: [...tests, '**/*.test-support.ts', '**/*-words.ts'],
    rules: { 'headwater/words-in-catalogue': 'error' },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    // Stores and hooks hand out their functions one by one; none of them uses `this`.
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  {
    files: ['scripts/**/*.mjs', '*.js'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['scripts/**', 'bench/**', 'src/cli/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // Configuration files, and declarations of packages that have a default export.
    files: ['*.config.ts', '*.config.js', 'test/**/*.config.ts', '**/*.d.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: tests,
    rules: {
      // Answers of JSON.parse are everyday in tests.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
);
