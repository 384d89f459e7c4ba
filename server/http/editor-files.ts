import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type IRouter, type NextFunction, type Request, type Response } from 'express';
import { compressedFiles } from './compressed-files.ts';

const FOR_GOOD = 'public, max-age=31536000, immutable';

/** Serves the built editor: hashed files may be kept for good, the page itself is asked for every time. */
export function mountEditor(router: IRouter, directory: string): void {
  const page = join(directory, 'index.html');
  router.use(compressedFiles(directory, '/assets/', FOR_GOOD));
  router.use(
    express.static(directory, {
      index: false,
      setHeaders: (response, path) => {
        const isHashed = path.startsWith(join(directory, 'assets'));
        response.setHeader('Cache-Control', isHashed ? FOR_GOOD : 'no-cache');
      },
    }),
  );
  router.use((request: Request, response: Response, next: NextFunction) => {
    // A missing file is missing; everything else is an address inside the editor, also one that ends like a file:
    // ids of contacts are often e-mail addresses.
    const isFile = request.path.startsWith('/assets/') || /^\/[^/]+\.\w+$/.test(request.path);
    const isPage = (request.method === 'GET' || request.method === 'HEAD') && !isFile;
    if (!isPage) next();
    else if (existsSync(page)) response.setHeader('Cache-Control', 'no-cache').sendFile(page);
    else response.status(503).type('text').send('The editor is not built. Run “npm run build”.\n');
  });
}
