import { join } from 'node:path';
import type { IRouter, Request, Response } from 'express';

/**
 * Serves the browser snippet to any site. It is asked for again after an hour and answered by its ETag, so that a
 * new version reaches every page within that time.
 */
export function mountWebSnippet(router: IRouter, editorDir: string): void {
  router.get('/t.js', (_request: Request, response: Response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    response.sendFile(join(editorDir, 't.js'), { etag: true, maxAge: 3_600_000 });
  });
}
