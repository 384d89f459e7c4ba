import { type Block, buildBlocks, GAP } from './blocks.ts';
import { backLinks, type FlowLink, linkKey, outgoing } from './dominators.ts';

/** Something to be placed, with its fixed size. */
export interface Box {
  id: string;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface DrawnLink extends FlowLink {
  /** The corners of the line, from the step's lower edge to the next one's upper edge. */
  points: Point[];
  /** Where “+” sits. */
  plus: Point;
  /** Where the path's label sits; undefined when the step has one exit only. */
  label?: Point;
}

export interface Layout {
  /** Upper left corners. */
  spots: Map<string, Box & Point>;
  links: DrawnLink[];
  /** Connections that are not drawn as lines, by `linkKey`: a “Go to …” chip stands at their start instead. */
  jumps: Map<string, FlowLink>;
}

/** The size of a “Go to …” chip. */
export const CHIP = { width: 252, height: 36 };

/** The id under which the chip of a connection is placed. */
export function chipId(link: { from: string; exit: string }): string {
  return `goto:${linkKey(link)}`;
}

/**
 * Places a workflow as blocks: paths keep their order from left to right, paths that meet again do so centred
 * beneath the step that split them, a path without steps keeps a lane of its own. What cannot be drawn without
 * crossing something (a loop, a way into the middle of another path) becomes a chip, so that nothing ever overlaps.
 */
export function layOut(boxes: readonly Box[], links: readonly FlowLink[]): Layout {
  const ids = boxes.map(({ id }) => id);
  const known = new Set(ids);
  const sound = links.filter(({ from, to }) => known.has(from) && known.has(to));
  const back = backLinks(ids, sound);
  const jumps = new Map<string, FlowLink>();
  const main = reached(ids[0], sound);
  for (const link of sound) {
    // A step nobody reaches must not pull the flow it points into out of its place.
    const strays = main.has(link.to) && !main.has(link.from);
    if (strays || back.has(linkKey(link))) jumps.set(linkKey(link), link);
  }
  for (;;) {
    const drawn = sound.map((link) => (jumps.has(linkKey(link)) ? { ...link, to: chipId(link) } : link));
    const chips = [...jumps.values()].map((link) => ({ id: chipId(link), ...CHIP }));
    const built = buildBlocks([...boxes, ...chips], drawn);
    if (built.crossing.length === 0) return place(built.blocks, built.tops, jumps);
    for (const link of built.crossing) jumps.set(linkKey(link), link);
  }
}

function reached(start: string | undefined, links: readonly FlowLink[]): Set<string> {
  const out = outgoing(links);
  const seen = new Set<string>();
  const open = start === undefined ? [] : [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    for (const { to } of out.get(id) ?? []) open.push(to);
  }
  return seen;
}

/** Turns the nested blocks' relative positions into absolute ones, from the outside in. */
function place(blocks: Map<string, Block>, tops: string[], jumps: Map<string, FlowLink>): Layout {
  const spots = new Map<string, Box & Point>();
  const links: DrawnLink[] = [];
  const at = new Map<string, Point>();
  const [first] = tops;
  // The first step stays where it is whatever is added below: the picture must not jump under the pointer.
  let left = -(first === undefined ? 0 : (blocks.get(first)?.width ?? 0) / 2);
  for (const id of tops) {
    at.set(id, { x: left, y: 0 });
    left += (blocks.get(id)?.width ?? 0) + GAP.lane * 2;
  }
  const centre = (id: string): Point => {
    const origin = at.get(id) ?? { x: 0, y: 0 };
    return { x: origin.x + (blocks.get(id)?.width ?? 0) / 2, y: origin.y };
  };
  for (const [id, block] of blocks) {
    const origin = at.get(id) ?? { x: 0, y: 0 };
    const { box } = block;
    const middle = origin.x + block.width / 2;
    spots.set(id, { ...box, x: middle - box.width / 2, y: origin.y });
    for (const inner of block.inner) at.set(inner.id, { x: origin.x + inner.x, y: origin.y + inner.y });
  }
  for (const [id, block] of blocks) {
    const origin = at.get(id) ?? { x: 0, y: 0 };
    const start = { x: origin.x + block.width / 2, y: origin.y + block.box.height };
    const fans = block.lanes.length > 1;
    for (const { link, x, joins } of block.lanes) {
      const lane = origin.x + x;
      const end = centre(link.to);
      const fan = fans
        ? [
            { x: start.x, y: start.y + GAP.fan },
            { x: lane, y: start.y + GAP.fan },
          ]
        : [];
      // Lines that meet turn towards each other in the free strip right above where they meet.
      const meet = joins
        ? [
            { x: lane, y: end.y - GAP.meet },
            { x: end.x, y: end.y - GAP.meet },
          ]
        : [];
      links.push({
        ...link,
        points: [start, ...fan, ...meet, end],
        plus: { x: lane, y: start.y + (fans ? GAP.plusOnFan : GAP.plus) },
        ...(fans ? { label: { x: lane, y: start.y + GAP.label } } : {}),
      });
    }
  }
  return { spots, links, jumps };
}
