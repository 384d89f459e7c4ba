/** An edit that has not reached the server yet, kept in the browser so that a reload or a crash loses nothing. */
export interface LocalCopy {
  etag: string;
  document: unknown;
  /** What the server had when the edit began: what others change meanwhile is told from it. */
  base?: unknown;
}

const keyOf = (workflowId: string) => `mooring.draft.${workflowId}`;

/** The unsaved copy of a workflow, if there is one. */
export function readLocalCopy(workflowId: string): LocalCopy | undefined {
  try {
    const text = localStorage.getItem(keyOf(workflowId));
    const copy: unknown = text === null ? undefined : JSON.parse(text);
    return isLocalCopy(copy) ? copy : undefined;
  } catch {
    return undefined;
  }
}

/** Whether there is an unsaved copy. */
export function hasLocalCopy(workflowId: string): boolean {
  return readLocalCopy(workflowId) !== undefined;
}

/** Keeps an unsaved copy. */
export function keepLocalCopy(workflowId: string, copy: LocalCopy): void {
  try {
    localStorage.setItem(keyOf(workflowId), JSON.stringify(copy));
  } catch {
    // A full or forbidden storage costs only the safety net; saving goes on.
  }
}

/** Forgets the copy once the server has it. */
export function dropLocalCopy(workflowId: string): void {
  try {
    localStorage.removeItem(keyOf(workflowId));
  } catch {
    // See above.
  }
}

function isLocalCopy(value: unknown): value is LocalCopy {
  return typeof value === 'object' && value !== null && 'etag' in value && 'document' in value;
}
