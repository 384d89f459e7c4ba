// Runs before the styles, so that a dark screen does not flash white. A file of its own: the page's
// Content-Security-Policy allows no inline script.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('mooring.colour-scheme');
  } catch {
    // Storage can be forbidden; the system's wish decides then.
  }
  const dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
