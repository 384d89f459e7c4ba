import type { Request, Response } from 'express';
import type { AnswerOf, RouteName } from '../../shared/api.ts';
import { problem } from '../../shared/problems.ts';
import { managerFilter } from '../use-cases/accounts/accounts.ts';
import { exportContact } from '../use-cases/contacts/export-contact.ts';
import { exportAccounts, exportContacts } from '../use-cases/tables/exports.ts';
import { importOf, uploadTable } from '../use-cases/tables/imports.ts';
import type { VerbCall } from '../use-cases/verb.ts';
import type { HttpContext } from './context.ts';

/** The routes whose body or answer is a file: it passes through and is never held in memory. */
export type StreamName =
  | 'uploadImport'
  | 'getImportRefusals'
  | 'exportContact'
  | 'exportContacts'
  | 'exportAccounts';

export type Streams = {
  [Name in StreamName & RouteName]: (
    call: VerbCall<Name>,
    request: Request,
    response: Response,
  ) => Promise<AnswerOf<Name>>;
};

const CSV = 'text/csv';

/** Files in and out. */
export function createStreams({ runtime }: HttpContext): Streams {
  return {
    uploadImport: ({ query, actor }, request) =>
      uploadTable(runtime, { kind: query.kind, name: query.name, source: request, actor }),
    async getImportRefusals({ params }, request, response) {
      const { id, name } = await importOf(runtime, params.id);
      const rows = await runtime.tables.readRefusals(id);
      if (!rows) throw problem('IMPORT_FILE_GONE', {});
      const file = { name: `refused-${name.replace(/\.csv$/i, '')}.csv`, type: CSV };
      await sendFile(rows, file, request, response);
      return undefined;
    },
    async exportContact({ params }, request, response) {
      const name = `contact-${runtime.clock.now().toISOString().slice(0, 10)}.json`;
      const bytes = await exportContact(runtime, params.userId);
      await sendFile(bytes, { name, type: 'application/json' }, request, response);
      return undefined;
    },
    async exportContacts({ query }, request, response) {
      const day = runtime.clock.now().toISOString().slice(0, 10);
      await sendFile(
        exportContacts(runtime, query),
        { name: `contacts-${day}.csv`, type: CSV },
        request,
        response,
      );
      return undefined;
    },
    async exportAccounts({ query: { manager, ...query } }, request, response) {
      const day = runtime.clock.now().toISOString().slice(0, 10);
      const filter = { ...query, manager: managerFilter(manager) };
      await sendFile(
        exportAccounts(runtime, filter),
        { name: `accounts-${day}.csv`, type: CSV },
        request,
        response,
      );
      return undefined;
    },
  };
}

/** Sends as fast as it is taken; whoever goes away ends the reading. */
async function sendFile(
  rows: AsyncIterable<Uint8Array>,
  { name, type }: { name: string; type: string },
  request: Request,
  response: Response,
): Promise<void> {
  response.setHeader('Cache-Control', 'no-store');
  response.attachment(name.replace(/[^\p{L}\p{N}._ -]/gu, '_'));
  response.type(`${type}; charset=utf-8`);
  try {
    for await (const chunk of rows) {
      if (request.destroyed || response.destroyed) return;
      if (!response.write(chunk)) await drained(response);
    }
    response.end();
  } catch (fault) {
    // What was sent cannot be taken back: the broken connection says that the file is not whole.
    if (response.headersSent) response.destroy();
    throw fault;
  }
}

function drained(response: Response): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
