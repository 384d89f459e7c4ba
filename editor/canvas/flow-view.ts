import type { Edge, Node } from '@xyflow/react';
import { exitsOf, type Step } from '../../shared/steps/index.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { type Note, notesOf } from '../draft/notes.ts';
import { openEndId, placeOfOpenEnd, TRIGGER } from '../draft/place.ts';
import { type FlowLink, linkKey } from './dominators.ts';
import { type Box, chipId, type DrawnLink, type Layout, layOut } from './layout.ts';
import { NOTE_WIDTH, noteSize } from './note-size.ts';

export type StepNodeData = { step: Step };
export type StepNode = Node<StepNodeData, 'card' | 'pill' | 'exit'>;
export type TriggerNode = Node<Record<string, never>, 'trigger'>;
export type ChipNode = Node<{ from: string; exit: string; target: string }, 'chip'>;
export type NoteFlowNode = Node<{ note: Note; lines: number }, 'note'>;
export type OpenNode = Node<{ from: string; exit: string }, 'open'>;
export type FlowNode = StepNode | TriggerNode | ChipNode | NoteFlowNode | OpenNode;
export type FlowEdge = Edge<{ link: DrawnLink }, 'flow'>;

export interface FlowView {
  /** What the layout was computed from, in one text. */
  shape: string;
  layout: Layout;
  nodes: FlowNode[];
  edges: FlowEdge[];
}

/** Card sizes at 100 %; with numbers a card has a footer. */
export const SIZES = {
  card: { width: 300, height: 84 },
  cardWithCounts: { width: 300, height: 118 },
  pill: { width: 288, height: 46 },
  exit: { width: 116, height: 36 },
  open: { width: 196, height: 36 },
} as const;

/** The links of a workflow in drawing order, the trigger's first. Where nothing follows, they lead to an open end. */
export function flowLinks({ start, steps }: Workflow): FlowLink[] {
  const link = (from: string, exit: string, to: string | undefined): FlowLink => ({
    from,
    exit,
    to: to !== undefined && Object.hasOwn(steps, to) ? to : openEndId({ from, exit }),
  });
  const links = Object.entries(steps).flatMap(([from, step]) =>
    exitsOf(step).map(({ id, to }) => link(from, id, to)),
  );
  return [link(TRIGGER, 'next', start), ...links];
}

/** Between notes beside the trigger, and from them to it. */
const NOTE_GAP = 20;

/** Places a workflow with its notes: those of a step beneath it, the others to the left of the trigger. */
export function layOutWorkflow(workflow: Workflow, withCounts: boolean): Layout {
  const card = withCounts ? SIZES.cardWithCounts : SIZES.card;
  const sizes = new Map<string, { width: number; height: number }>([[TRIGGER, card]]);
  for (const [id, step] of Object.entries(workflow.steps)) {
    const type = typeOf(step);
    sizes.set(id, type === 'card' ? card : SIZES[type]);
  }
  const links = flowLinks(workflow);
  for (const { to } of links) if (placeOfOpenEnd(to)) sizes.set(to, SIZES.open);
  const pinned = new Map<string, NoteSpot[]>();
  const free: NoteSpot[] = [];
  for (const { key, note } of notesOf(workflow)) {
    const step = isPinnedIn(workflow, note) ? note.step : undefined;
    const spot = { id: key, ...noteSize(note.text, step === undefined ? 'free' : 'attached') };
    if (step === undefined) free.push(spot);
    else pinned.set(step, [...(pinned.get(step) ?? []), spot]);
  }
  // Its notes belong to a step's block: lines begin beneath them, and nothing else can come to lie there.
  const boxes = [...sizes].map(([id, { width, height }]): Box => {
    const notes = pinned.get(id) ?? [];
    if (notes.length === 0) return { id, width, height };
    return {
      id,
      width: Math.max(width, NOTE_WIDTH.attached),
      height: notes.reduce((sum, note) => sum + note.height, height),
    };
  });
  const layout = layOut(boxes, links);
  for (const [id, notes] of pinned) {
    const block = layout.spots.get(id);
    const size = sizes.get(id);
    if (!block || !size) continue;
    const middle = block.x + block.width / 2;
    layout.spots.set(id, { id, ...size, x: middle - size.width / 2, y: block.y });
    let y = block.y + size.height;
    for (const note of notes) {
      layout.spots.set(note.id, { ...note, x: middle - note.width / 2, y });
      y += note.height;
    }
  }
  const trigger = layout.spots.get(TRIGGER);
  free.forEach((note, index) => {
    const x = (trigger?.x ?? 0) - (index + 1) * (note.width + NOTE_GAP);
    layout.spots.set(note.id, { ...note, x, y: trigger?.y ?? 0 });
  });
  return layout;
}

type NoteSpot = Box & { lines: number };

/**
 * The workflow as the canvas library takes it. A node or edge that did not change stays the same object: new objects
 * for all of them would cost a whole redraw on every key pressed.
 */
export function viewOf(workflow: Workflow, withCounts: boolean, before?: FlowView): FlowView {
  const shape = shapeOf(workflow, withCounts);
  // Typing in a field changes no connection: nothing has to be placed anew.
  const layout = before?.shape === shape ? before.layout : layOutWorkflow(workflow, withCounts);
  const oldNodes = new Map(before?.nodes.map((node) => [node.id, node]));
  const oldEdges = new Map(before?.edges.map((edge) => [edge.id, edge]));
  const nodes: FlowNode[] = [node(layout, { id: TRIGGER, type: 'trigger', data: noData }, oldNodes)];
  for (const [id, step] of Object.entries(workflow.steps))
    nodes.push(node(layout, { id, type: typeOf(step), data: { step } }, oldNodes));
  for (const link of layout.jumps.values()) {
    const data = { from: link.from, exit: link.exit, target: link.to };
    nodes.push(node(layout, { id: chipId(link), type: 'chip', data }, oldNodes));
  }
  for (const { to: id } of flowLinks(workflow)) {
    const place = placeOfOpenEnd(id);
    if (place) nodes.push(node(layout, { id, type: 'open', data: { ...place } }, oldNodes));
  }
  for (const { key, note } of notesOf(workflow)) {
    const { lines } = noteSize(note.text, isPinnedIn(workflow, note) ? 'attached' : 'free');
    nodes.push(node(layout, { id: key, type: 'note', data: { note, lines } }, oldNodes));
  }
  // The reading order of the canvas follows the flow, whatever the order of the document.
  nodes.sort((a, b) => a.position.y - b.position.y || a.position.x - b.position.x);
  const edges = layout.links.map((link) => edge(link, oldEdges.get(linkKey(link))));
  return { shape, layout, nodes, edges };
}

function shapeOf(workflow: Workflow, withCounts: boolean): string {
  const kinds = Object.entries(workflow.steps).map(([id, step]) => `${id}:${typeOf(step)}`);
  const links = flowLinks(workflow).map(({ from, exit, to }) => `${from}|${exit}>${to}`);
  const notes = notesOf(workflow).map(
    ({ key, note }) =>
      `${key}@${note.step}:${noteSize(note.text, isPinnedIn(workflow, note) ? 'attached' : 'free').lines}`,
  );
  return `${withCounts} ${kinds.join()} ${links.join()} ${notes.join()}`;
}

function isPinnedIn({ steps }: Workflow, { step }: Note): boolean {
  return step !== undefined && Object.hasOwn(steps, step);
}

const noData = {};

function typeOf(step: Step): 'card' | 'pill' | 'exit' {
  return step.kind === 'wait' ? 'pill' : step.kind === 'exit' ? 'exit' : 'card';
}

function node(
  layout: Layout,
  bare: Pick<FlowNode, 'id' | 'type' | 'data'>,
  before: ReadonlyMap<string, FlowNode>,
): FlowNode {
  const { x, y, width, height } = layout.spots.get(bare.id) ?? { x: 0, y: 0, width: 0, height: 0 };
  const old = before.get(bare.id);
  // The same data stays the same object where a node only moves: what is drawn of it goes by that.
  const data = old?.type === bare.type && sameData(old.data, bare.data) ? old.data : bare.data;
  const isSame = old?.data === data && old.position.x === x && old.position.y === y && old.height === height;
  if (old && isSame) return old;
  return { ...bare, data, position: { x, y }, width, height, measured: { width, height } } as FlowNode;
}

function sameData(a: object, b: object): boolean {
  const left = Object.entries(a);
  return left.length === Object.keys(b).length && left.every(([key, value]) => Reflect.get(b, key) === value);
}

function edge(link: DrawnLink, old: FlowEdge | undefined): FlowEdge {
  const id = linkKey(link);
  if (old?.data && old.target === link.to && sameLine(old.data.link, link)) return old;
  return { id, source: link.from, target: link.to, type: 'flow', data: { link } };
}

function sameLine(a: DrawnLink, b: DrawnLink): boolean {
  return (
    a.points.length === b.points.length &&
    a.points.every((point, index) => point.x === b.points[index]?.x && point.y === b.points[index]?.y)
  );
}
