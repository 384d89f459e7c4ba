let tell: () => void;

/** Resolves when questions can be shown: one that is asked before nobody would hear. */
export const overlaysThere = new Promise<void>((resolve) => {
  tell = resolve;
});

/** Says that from now on questions are shown. */
export function tellOverlaysThere(): void {
  tell();
}
