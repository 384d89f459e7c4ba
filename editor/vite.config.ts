import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { barePaths, packedFiles, usedStyles } from './vite-lighter.ts';

const componentFiles =
  /node_modules[\\/](@mantine|@floating-ui|react-(number-format|remove-scroll|style-singleton|transition-group)|clsx)/;
const ownFiles = /[\\/](shared|editor[\\/](ui|i18n|pages))[\\/](?!(en|pl|ru)[\\/])/;
const documentFiles =
  /[/]shared[/](vocabulary|steps|workflow|validate-workflow|graph|condition|segment|time|path)([/.])/;
// A list says by what workflows start, and nothing else of what they are.
const triggerFiles = /[/]shared[/]triggers[/]/;
const listFiles = /[/]editor[/]ui[/](DataTable|FilterTabs|ScrollBox|SearchField|use-row-keys)\./;
// Each brings a component along that few of the pages have.
const heavyFiles = /[/]editor[/]ui[/](FoundPicker|JobProgress|MailFrame)\./;
const noticeFiles = /[/]editor[/]ui[/](Notice|ErrorNotice|Chip|notify|links|plain-key)\./;
const server = 'http://127.0.0.1:3000';

/** Builds the editor into dist/editor; `vite --config editor/vite.config.ts` serves it beside a running server. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), usedStyles(), barePaths(), packedFiles()],
  resolve: {
    // Schemas are only taken down until something has to be checked; see there.
    alias: [{ find: /^zod$/, replacement: fileURLToPath(new URL('later-zod.ts', import.meta.url)) }],
  },
  build: {
    outDir: '../dist/editor',
    emptyOutDir: true,
    target: 'es2022',
    // The Content-Security-Policy allows images and fonts from this origin only, so nothing becomes a data: URL.
    assetsInlineLimit: 0,
    // Browsers that do not know these links fetch what they need a moment later.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What several pages share would be named after all of them, and every part lists what it needs.
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0]}-[hash].js`,
        assetFileNames: ({ names: [name = 'file'] }) =>
          `assets/${name.replace(/(~.*)?\.\w+$/, '')}-[hash][extname]`,
        codeSplitting: {
          // Libraries change rarely: in chunks of their own they stay cached across releases.
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|scheduler|use-sync-external-store)[\\/]/,
            },
            { name: 'canvas', test: /node_modules[\\/](@xyflow|d3-|zustand|classcat)/ },
            // Fields and lists that the frame around the pages does not have come with the first page that does.
            { name: 'components', test: componentFiles, tags: ['$initial'] },
            {
              name: 'more-components',
              test: componentFiles,
              entriesAware: true,
            },
            { name: 'routing', test: /node_modules[\\/]@tanstack[\\/]/ },
            { name: 'schemas', test: /node_modules[\\/]zod[\\/]/ },
            // A request for each icon would take longer than the icon.
            {
              name: 'icons',
              test: /node_modules[\\/]@tabler[\\/]/,
              entriesAware: true,
              entriesAwareMergeThreshold: 2_000,
            },
            // What the pages share, in few files: a request for each would take longer than what it brings.
            { name: 'start', test: ownFiles, tags: ['$initial'] },
            // The words of every language need these, and nothing else of what pages share.
            { name: 'say', test: /[\\/]shared[\\/]say\.ts/ },
            { name: 'problems', test: /[\\/]shared[\\/]problems\.ts/ },
            // Pages without rules, and those before the sign-in, do without what documents are made of.
            { name: 'triggers', test: triggerFiles },
            { name: 'vocabulary', test: documentFiles, minShareCount: 6 },
            { name: 'notices', test: noticeFiles },
            {
              name: 'common',
              test: (id) => ownFiles.test(id) && !listFiles.test(id) && !heavyFiles.test(id),
              minShareCount: 8,
              maxModuleSize: 6_000,
            },
            // Lists bring fields and menus along, which a page without a list does not need.
            { name: 'lists', test: listFiles },
            { name: 'words', test: /node_modules[\\/](i18next|react-i18next)[\\/]/ },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/api': server, '/v1': server, '/u': server, '/t.js': server },
  },
});
