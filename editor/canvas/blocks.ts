import { dominance, type FlowLink, outgoing } from './dominators.ts';
import type { Box } from './layout.ts';

/** Distances on the canvas, in pixels at 100 %. */
export const GAP = {
  /** Between two lanes. */
  lane: 44,
  /** From a step to the one under it. */
  step: 60,
  /** From a step that splits to the tops of its lanes. */
  split: 108,
  /** How far below a splitting step its lines part, and where label and “+” sit. */
  fan: 22,
  label: 50,
  plusOnFan: 84,
  plus: 30,
  /** How far above a step the lines that meet there turn. */
  meet: 26,
  /** From the lowest end of meeting lanes to the step they meet at. */
  join: 76,
} as const;

/** The narrowest lane: wide enough for a path's label. */
const LANE_WIDTH = 176;

/** A step with everything that hangs only on it. Positions are relative to the block's upper left corner. */
export interface Block {
  box: Box;
  width: number;
  height: number;
  /** The blocks inside. */
  inner: { id: string; x: number; y: number }[];
  /** The step's own connections: the x of their lane, and whether others meet where they end. */
  lanes: { link: FlowLink; x: number; joins: boolean }[];
  /** Connections that leave the block at its lower edge. */
  tails: FlowLink[];
}

/** Neighbouring lanes that met, as one. */
interface Segment {
  width: number;
  height: number;
  inner: { id: string; x: number; y: number }[];
  /** The lanes of the splitting step in it, by position in its list. */
  lanes: { index: number; x: number }[];
  tails: FlowLink[];
}

export interface Built {
  blocks: Map<string, Block>;
  /** The outermost blocks, from left to right. */
  tops: string[];
  /** Connections that would run through something. */
  crossing: FlowLink[];
}

/** Builds the blocks of a loop-free graph from the innermost out. */
export function buildBlocks(boxes: readonly Box[], links: readonly FlowLink[]): Built {
  const { order, dominator } = dominance(
    boxes.map(({ id }) => id),
    links,
  );
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const out = outgoing(links);
  const arriving = new Map<string, number>();
  for (const { to } of links) arriving.set(to, (arriving.get(to) ?? 0) + 1);
  const meetingPoints = new Map<string, string[]>();
  const tops: string[] = [];
  for (const id of order) {
    const owner = dominator.get(id);
    if (owner === undefined) tops.push(id);
    else if ((arriving.get(id) ?? 0) > 1) meetingPoints.set(owner, [...(meetingPoints.get(owner) ?? []), id]);
  }
  const position = new Map(boxes.map(({ id }, index) => [id, index]));
  tops.sort((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0));
  const blocks = new Map<string, Block>();
  const crossing: FlowLink[] = [];
  for (const id of [...order].reverse()) {
    const box = byId.get(id);
    if (box)
      blocks.set(
        id,
        buildBlock(box, out.get(id) ?? [], meetingPoints.get(id) ?? [], {
          blocks,
          dominator,
          arriving,
          crossing,
        }),
      );
  }
  // A way into a step that is an outermost block itself (two beginnings lead there) has no strip to run in.
  for (const id of tops) crossing.push(...(blocks.get(id)?.tails ?? []));
  return { blocks: new Map(order.flatMap((id) => pair(id, blocks.get(id)))), tops, crossing };
}

interface Surroundings {
  blocks: ReadonlyMap<string, Block>;
  dominator: ReadonlyMap<string, string | undefined>;
  arriving: ReadonlyMap<string, number>;
  crossing: FlowLink[];
}

function buildBlock(
  box: Box,
  out: readonly FlowLink[],
  meetings: readonly string[],
  around: Surroundings,
): Block {
  const isOwn = (link: FlowLink) =>
    around.dominator.get(link.to) === box.id && around.arriving.get(link.to) === 1;
  let segments = out.map((link, index) =>
    laneOf(link, index, isOwn(link) ? around.blocks.get(link.to) : undefined),
  );
  for (const id of meetings) {
    const block = around.blocks.get(id);
    if (block) segments = meet(segments, id, block, around.crossing);
  }
  const row = rowWidth(segments);
  const width = Math.max(box.width, row);
  const top = box.height + (out.length > 1 ? GAP.split : GAP.step);
  const inner: Block['inner'] = [];
  const lanes: Block['lanes'] = [];
  let left = (width - row) / 2;
  for (const segment of segments) {
    for (const item of segment.inner) inner.push({ ...item, x: item.x + left, y: item.y + top });
    for (const { index, x } of segment.lanes) {
      const link = out[index];
      if (link) lanes.push({ link, x: x + left, joins: !isOwn(link) });
    }
    left += segment.width + GAP.lane;
  }
  // A lone connection that leaves the block needs no room of its own: the strip above where it ends has enough.
  const leavesAtOnce = out.length === 1 && inner.length === 0;
  const height =
    segments.length === 0 || leavesAtOnce
      ? box.height
      : top + Math.max(...segments.map((segment) => segment.height));
  return { box, width, height, inner, lanes, tails: segments.flatMap(({ tails }) => tails) };
}

function laneOf(link: FlowLink, index: number, block: Block | undefined): Segment {
  if (!block) {
    return { width: LANE_WIDTH, height: 0, inner: [], lanes: [{ index, x: LANE_WIDTH / 2 }], tails: [link] };
  }
  const width = Math.max(LANE_WIDTH, block.width);
  return {
    width,
    height: block.height,
    inner: [{ id: link.to, x: (width - block.width) / 2, y: 0 }],
    lanes: [{ index, x: width / 2 }],
    tails: block.tails,
  };
}

/** Joins the lanes that lead to a meeting point, and those between them, and puts it centred beneath. */
function meet(segments: Segment[], id: string, block: Block, crossing: FlowLink[]): Segment[] {
  const leads = (segment: Segment) => segment.tails.some(({ to }) => to === id);
  const first = segments.findIndex(leads);
  const last = segments.findLastIndex(leads);
  if (first < 0) return segments;
  const members = segments.slice(first, last + 1);
  const row = rowWidth(members);
  const width = Math.max(row, block.width);
  const top = Math.max(...members.map(({ height }) => height)) + GAP.join;
  const merged: Segment = { width, height: top + block.height, inner: [], lanes: [], tails: block.tails };
  let left = (width - row) / 2;
  for (const member of members) {
    for (const item of member.inner) merged.inner.push({ ...item, x: item.x + left });
    for (const lane of member.lanes) merged.lanes.push({ ...lane, x: lane.x + left });
    // What leads elsewhere from in between would run through the meeting point.
    crossing.push(...member.tails.filter(({ to }) => to !== id));
    left += member.width + GAP.lane;
  }
  merged.inner.push({ id, x: (width - block.width) / 2, y: top });
  return [...segments.slice(0, first), merged, ...segments.slice(last + 1)];
}

function rowWidth(segments: readonly Segment[]): number {
  return segments.reduce((sum, { width }) => sum + width, 0) + Math.max(0, segments.length - 1) * GAP.lane;
}

function pair(id: string, block: Block | undefined): [string, Block][] {
  return block ? [[id, block]] : [];
}
