import importX from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import svelteConfig from './svelte.config.js';

/** The walls of ARCHITECTURE.md: who may import whom. */
const tauri = {
  group: ['@tauri-apps/*'],
  message: 'Only src/ipc/tauri.ts speaks to Tauri.',
};
const codemirror = {
  group: ['@codemirror/*', '@lezer/*'],
  message: 'Only src/editor/ knows CodeMirror.',
};
const state = {
  group: ['**/state/*', '**/state', '**/ipc/index', '**/ipc', '**/views/**'],
  message: 'Parts take props; they know no state, no shell and no view.',
};
const views = {
  group: ['**/views/**'],
  message: 'State does not know how it is shown.',
};
const restrict = (...patterns) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
});

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'node_modules/',
      'src/ipc/bindings.ts',
      '*.config.js',
      'sealed-page/*.mjs',
      'sealed-page/build.mjs',
      'bench/*.mjs',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: {
        projectService: true,
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-cycle': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      '@typescript-eslint/only-throw-error': 'off',
      'no-restricted-globals': ['error', 'localStorage', 'sessionStorage', 'fetch', 'indexedDB'],
      ...restrict(tauri, codemirror),
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser, svelteConfig } },
    rules: {
      // Props destructured from $props() are reassigned by bindings.
      'prefer-const': 'off',
      'svelte/no-at-html-tags': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // In a template the parser knows no types of generics and snippets; svelte-check does.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // `void page.version` says what an effect depends on.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
    },
  },
  {
    // Answers of memory are promises because the shell's are.
    files: ['src/ipc/memory*.ts'],
    rules: { '@typescript-eslint/require-await': 'off' },
  },
  { files: ['src/ipc/tauri.ts'], rules: restrict(codemirror) },
  { files: ['src/editor/**'], rules: restrict(tauri) },
  { files: ['src/parts/**'], rules: restrict(tauri, codemirror, state) },
  {
    // These collections are replaced and never changed, which `$state.raw` sees.
    files: ['src/state/timeline.svelte.ts', 'src/state/joining.svelte.ts'],
    rules: { 'svelte/prefer-svelte-reactivity': 'off' },
  },
  { files: ['src/state/**'], rules: restrict(tauri, codemirror, views) },
  {
    files: ['tests/**', '**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
);
