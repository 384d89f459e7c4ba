import { routes } from '../../../shared/api.ts';
import type { ImportView, TableKind } from '../../../shared/table.ts';
import { addressOf, problemOf } from '../../api-client.ts';

/** Uploads a file as it is; throws an `ApiProblem` when the server refuses it. */
export async function uploadTable(file: File, kind: TableKind): Promise<ImportView> {
  const response = await fetch(addressOf(routes.uploadImport.path, {}, { kind, name: file.name }), {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    credentials: 'same-origin',
    body: file,
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, answer);
  return answer as ImportView;
}
