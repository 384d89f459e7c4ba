/** What undo goes back to and redo forward to, oldest first. */
export interface History<Document> {
  past: readonly Document[];
  present: Document;
  future: readonly Document[];
  /** What the last change was about and when; changes to the same thing in quick succession are one step. */
  last: { about: string; at: number } | undefined;
}

export const HISTORY_LIMIT = 200;
/** Typing in one field counts as one intention until it pauses this long. */
export const COALESCE_MILLISECONDS = 1_200;

/** A history with nothing to undo. */
export function startHistory<Document>(present: Document): History<Document> {
  return { past: [], present, future: [], last: undefined };
}

/** Records a change. `about` names the field being typed in; without it every change is a step of its own. */
export function record<Document>(
  history: History<Document>,
  present: Document,
  at: number,
  about?: string,
): History<Document> {
  if (present === history.present) return history;
  const { last } = history;
  const continues =
    about !== undefined &&
    last?.about === about &&
    at - last.at < COALESCE_MILLISECONDS &&
    history.past.length > 0;
  return {
    past: continues ? history.past : [...history.past, history.present].slice(-HISTORY_LIMIT),
    present,
    future: [],
    last: about === undefined ? undefined : { about, at },
  };
}

/** One step back. */
export function undone<Document>(history: History<Document>): History<Document> {
  const present = history.past.at(-1);
  if (present === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present,
    future: [history.present, ...history.future],
    last: undefined,
  };
}

/** One step forward again. */
export function redone<Document>(history: History<Document>): History<Document> {
  const [present, ...future] = history.future;
  if (present === undefined) return history;
  return { past: [...history.past, history.present], present, future, last: undefined };
}

/** How many steps back survive a change that came from elsewhere. */
const CARRIED = 30;

/**
 * The history with a change from elsewhere in it: every document on the way back and forth gets it, too, so that undo
 * takes back one's own steps and nobody else's.
 */
export function carriedOver<Document>(
  history: History<Document>,
  present: Document,
  change: (document: Document) => Document,
): History<Document> {
  return {
    past: history.past.slice(-CARRIED).map(change),
    present,
    future: history.future.slice(0, CARRIED).map(change),
    last: undefined,
  };
}
