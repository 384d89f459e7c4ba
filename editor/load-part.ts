/** How often a part is asked for, and how long one waits in between, in milliseconds. */
const TRIES = 3;
const PAUSE = 1_500;

/**
 * Loads a part of the editor that is not needed at first. A network that fails for a moment is given time. Where a
 * newer release has taken the place of this one, whose parts are gone, the page is loaded anew: unsaved edits are kept
 * in the browser. Throws when the part stays out of reach.
 */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  for (let tries = 1; ; tries++) {
    try {
      return await load();
    } catch (cause) {
      if (await isOutdated()) {
        location.reload();
        return new Promise(() => {});
      }
      if (tries === TRIES) throw new Error('a part of the editor could not be loaded', { cause });
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}

/** Whether the server starts pages by another script than this one was started by. */
async function isOutdated(): Promise<boolean> {
  const started = document.querySelector('script[type="module"][src]')?.getAttribute('src');
  try {
    const response = await fetch('/', { cache: 'no-store', headers: { accept: 'text/html' } });
    return Boolean(started) && response.ok && !(await response.text()).includes(String(started));
  } catch {
    return false;
  }
}
