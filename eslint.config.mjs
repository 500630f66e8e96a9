import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Which layer may import what; the table of README's architecture section. */
const forbid = (files, patterns, message) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: patterns, message }] }] },
});

const PARSERS = 'js-yaml$|yaml$';

const FROM_INPUT =
  'what is made of input may be no pattern, or one that takes hours: search for the text (core/text/words.ts)';

/** Patterns are made where modules are loaded, of constants. `match` is held by prefer-regexp-exec. */
const NO_PATTERN_OF_INPUT = [
  ':function :matches(NewExpression, CallExpression)[callee.name="RegExp"]',
  'CallExpression[callee.property.name="search"] > .arguments:not([regex])',
].map((selector) => ({ selector, message: FROM_INPUT }));

export default tseslint.config(
  {
    ignores: [
      'dist/',
      '.vscode-test/',
      '.cache/',
      'test/workspaces/',
      'test/fixtures/',
      '*.config.*',
    ],
  },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-console': 'error',
      'max-depth': ['error', 3],
      'max-params': ['error', 4],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/**'],
    // What builds and tests the product reads our own files.
    ignores: ['src/dev/**'],
    rules: { 'no-restricted-syntax': ['error', ...NO_PATTERN_OF_INPUT] },
  },
  forbid(
    ['src/core/**'],
    `^(vscode|node:|@kubernetes/|(\\.\\./)+(topics|editor|cli|dev|cluster)/)|^(${PARSERS})`,
    'core is pure: no editor, no Node, no client; parsers have one home each',
  ),
  {
    files: ['src/core/yaml/*.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  forbid(
    ['src/topics/**'],
    `^(vscode|node:|@kubernetes/|(\\.\\./)+(editor|cli|dev|cluster)/)|^(${PARSERS})`,
    'topics import the core only',
  ),
  forbid(
    ['src/editor/**'],
    `^(node:|@kubernetes/|(\\.\\./)+(topics|cli|dev|process|cluster)/)|^(${PARSERS})`,
    'the editor layer maps plain data to vscode and knows no topic',
  ),
  forbid(
    ['src/process/**'],
    '^(vscode)|(\\.\\./)+(topics|editor|cli|dev)/',
    'what starts a program knows the core only, and no editor',
  ),
  forbid(
    ['src/cluster/**'],
    '^(vscode)|(\\.\\./)+(topics|editor|cli|dev)/',
    'what speaks to clusters knows the core only, and no editor',
  ),
  forbid(
    ['src/webview/**'],
    '^(vscode|node:)|(\\.\\./)+(topics|editor|cli|dev)/',
    'a page knows the core and its messages only',
  ),
  forbid(['src/cli/**'], '^vscode$|(\\.\\./)+(editor|dev)/', 'the command line has no editor'),
  {
    files: ['src/dev/**', 'test/**', 'src/cli/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**'],
    rules: {
      // Tables of cases are long, and read one by one.
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
