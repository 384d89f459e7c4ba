import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = 'http://127.0.0.1:3000';

/** Builds the editor into dist/editor; `vite --config editor/vite.config.ts` serves it beside a running server. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  build: {
    outDir: '../dist/editor',
    emptyOutDir: true,
    target: 'es2022',
    // The Content-Security-Policy allows images and fonts from this origin only, so nothing becomes a data: URL.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Libraries change rarely: in chunks of their own they stay cached across releases.
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|scheduler|use-sync-external-store)[\\/]/,
            },
            { name: 'canvas', test: /node_modules[\\/](@xyflow|d3-|zustand|classcat)/ },
            {
              name: 'mantine',
              test: /node_modules[\\/](@mantine|@floating-ui|react-remove-scroll|react-textarea-autosize|clsx)/,
            },
            { name: 'routing', test: /node_modules[\\/]@tanstack[\\/]/ },
            { name: 'schemas', test: /node_modules[\\/]zod[\\/]/ },
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
