/** Text on a note at 100 %, in pixels; canvas.css says the same. */
const LINE = 18;
const PADDING = 20;
const LETTER = 6.9;

/** A note beneath a step is as wide as a pill; one about the whole workflow stands beside the trigger. */
export const NOTE_WIDTH = { attached: 276, free: 216 } as const;
const MOST_LINES = { attached: 4, free: 7 } as const;

/** How large a note is drawn: as high as its text, up to a few lines. The rest is read in the inspector. */
export function noteSize(
  text: string,
  kind: 'attached' | 'free',
): { width: number; height: number; lines: number } {
  const width = NOTE_WIDTH[kind];
  const perLine = Math.floor((width - 24) / LETTER);
  const wrapped = text.split('\n').reduce((sum, paragraph) => sum + wrappedLines(paragraph, perLine), 0);
  const lines = Math.min(MOST_LINES[kind], wrapped);
  return { width, height: lines * LINE + PADDING, lines };
}

function wrappedLines(paragraph: string, perLine: number): number {
  let lines = 1;
  let used = 0;
  for (const word of paragraph.split(' ')) {
    const length = Math.max(1, word.length);
    if (used > 0 && used + 1 + length > perLine) {
      lines += 1;
      used = 0;
    }
    lines += Math.floor((length - 1) / perLine);
    used += (used > 0 ? 1 : 0) + (((length - 1) % perLine) + 1);
  }
  return lines;
}
