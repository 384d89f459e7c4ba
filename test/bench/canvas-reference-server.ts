import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Serves the page with nothing but the canvas library on it. */
export async function serveCanvasReference(): Promise<{ url: string; close: () => void }> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL('./canvas-reference.tsx', import.meta.url)),
        formats: ['es'],
        fileName: 'page',
        cssFileName: 'page',
      },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const files = new Map<string, { type: string; body: string | Uint8Array }>();
  for (const file of outputs) {
    const isCode = file.type === 'chunk';
    files.set(`/${file.fileName}`, {
      type: isCode ? 'text/javascript' : 'text/css',
      body: isCode ? file.code : file.source,
    });
  }
  const [css, code] = ['.css', '.js'].map((end) => [...files.keys()].find((name) => name.endsWith(end)));
  const html = `<!doctype html><title>Reference</title><link rel="stylesheet" href="${css}">
<style>html,body,#root{height:100%;margin:0}</style><div id="root"></div><script type="module" src="${code}"></script>`;
  const server = createServer((request, response) => {
    const file = files.get((request.url ?? '/').split('?')[0] ?? '/');
    response.setHeader('Content-Type', file?.type ?? 'text/html');
    response.end(file?.body ?? html);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
