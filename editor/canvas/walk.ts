import type { Layout } from './layout.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

/**
 * The step an arrow key leads to: down and up follow the connections (down the first path), left and right go to the
 * nearest step beside this one.
 */
export function neighbour(layout: Layout, from: string, direction: Direction): string | undefined {
  const here = layout.spots.get(from);
  if (!here) return layout.spots.keys().next().value;
  if (direction === 'down') return layout.links.find((link) => link.from === from)?.to;
  if (direction === 'up') return layout.links.find((link) => link.to === from)?.from;
  const sign = direction === 'left' ? -1 : 1;
  const middle = here.x + here.width / 2;
  const level = here.y + here.height / 2;
  let best: { id: string; distance: number } | undefined;
  for (const spot of layout.spots.values()) {
    const across = (spot.x + spot.width / 2 - middle) * sign;
    const off = Math.abs(spot.y + spot.height / 2 - level);
    if (spot.id === from || across <= 1) continue;
    // A step on the same level counts as nearer than one that is closer but higher or lower.
    const distance = across + off * 3;
    if (!best || distance < best.distance) best = { id: spot.id, distance };
  }
  return best?.id;
}
