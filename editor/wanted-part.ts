import { loadPart } from './load-part.ts';

/** A part that stands for nothing on the page until somebody wants it. */
export interface WantedPart<Part> {
  /** The part, once it has come. */
  readonly now: Part | undefined;
  /** Fetches the part, or resolves at once; may be asked for again after it failed. */
  bring(): Promise<Part>;
}

/** A part that is loaded when somebody reaches for it. Unlike a lazy component it breaks nothing when it cannot come. */
export function wantedPart<Part>(load: () => Promise<Part>): WantedPart<Part> {
  let there: Part | undefined;
  let coming: Promise<Part> | undefined;
  return {
    get now() {
      return there;
    },
    bring() {
      coming ??= loadPart(load).then((part) => {
        there = part;
        return part;
      });
      coming.catch(() => {
        coming = undefined;
      });
      return coming;
    },
  };
}
