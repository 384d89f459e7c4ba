import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowLink } from '../../../editor/canvas/dominators.ts';
import { chipId, type Layout, layOut } from '../../../editor/canvas/layout.ts';

const card = (id: string) => ({ id, width: 300, height: 100 });

/** `a.yes>b` is a connection from a through its exit “yes” to b. */
function flow(text: string): { boxes: ReturnType<typeof card>[]; links: FlowLink[] } {
  const links = text.split(' ').map((part) => {
    const [, from = '', exit = '', to = ''] = /^(\w+)(?:\.(\w+))?>(\w+)$/.exec(part) ?? [];
    return { from, exit: exit || 'next', to };
  });
  const ids = [...new Set(links.flatMap(({ from, to }) => [from, to]))];
  return { boxes: ids.map(card), links };
}

function spots(layout: Layout, id: string) {
  const spot = layout.spots.get(id);
  if (!spot) throw new Error(`${id} was not placed`);
  return { ...spot, middle: spot.x + spot.width / 2, bottom: spot.y + spot.height };
}

function overlaps(layout: Layout): string[] {
  const all = [...layout.spots.values()];
  return all.flatMap((a, index) =>
    all
      .slice(index + 1)
      .filter(
        (b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
      )
      .map((b) => `${a.id}/${b.id}`),
  );
}

/** Lines that run through a box which is neither their start nor their end. */
function collisions(layout: Layout): string[] {
  const found: string[] = [];
  for (const link of layout.links) {
    for (const box of layout.spots.values()) {
      if (box.id === link.from || box.id === link.to) continue;
      for (const [index, to] of link.points.entries()) {
        const from = link.points[index - 1];
        if (!from) continue;
        const hitsAcross = Math.min(from.x, to.x) < box.x + box.width && Math.max(from.x, to.x) > box.x;
        const hitsDown = Math.min(from.y, to.y) < box.y + box.height && Math.max(from.y, to.y) > box.y;
        if (hitsAcross && hitsDown) found.push(`${link.from}.${link.exit} through ${box.id}`);
      }
    }
  }
  return found;
}

describe('the layout of the canvas', () => {
  it('puts the steps of a sequence straight under each other', () => {
    const { boxes, links } = flow('a>b b>c');
    const layout = layOut(boxes, links);
    expect(new Set(['a', 'b', 'c'].map((id) => spots(layout, id).middle)).size).toBe(1);
    expect(spots(layout, 'b').y).toBeGreaterThan(spots(layout, 'a').bottom);
    expect(spots(layout, 'c').y).toBeGreaterThan(spots(layout, 'b').bottom);
  });

  it('keeps paths in their order, also when they are joined later', () => {
    const { boxes, links } = flow('a.one>b a.two>c a.three>d c>e b>e d>e');
    const layout = layOut(boxes, links);
    expect(spots(layout, 'b').middle).toBeLessThan(spots(layout, 'c').middle);
    expect(spots(layout, 'c').middle).toBeLessThan(spots(layout, 'd').middle);
  });

  it('puts the step where paths meet centred beneath all of them', () => {
    const { boxes, links } = flow('a.yes>b a.no>c b>d d>e c>e');
    const layout = layOut(boxes, links);
    expect(spots(layout, 'e').y).toBeGreaterThan(spots(layout, 'd').bottom);
    expect(spots(layout, 'e').middle).toBe((spots(layout, 'b').middle + spots(layout, 'c').middle) / 2);
    expect(layout.jumps.size).toBe(0);
  });

  it('keeps a lane for a path without steps', () => {
    const { boxes, links } = flow('a.yes>b a.no>e b>e');
    const layout = layOut(boxes, links);
    const empty = layout.links.find(({ exit }) => exit === 'no');
    expect(empty?.plus.x).toBeGreaterThan(spots(layout, 'b').x + 300);
    expect(collisions(layout)).toEqual([]);
  });

  it('draws a way back as a chip instead of a line', () => {
    const { boxes, links } = flow('a>b b.again>a b.on>c');
    const layout = layOut(boxes, links);
    expect(layout.jumps.get('b|again')?.to).toBe('a');
    expect(layout.links.find(({ exit }) => exit === 'again')?.to).toBe(chipId({ from: 'b', exit: 'again' }));
  });

  it('lets neighbouring paths meet before all of them do', () => {
    const { boxes, links } = flow('a.one>b a.two>c a.three>d b>e c>e e>f d>f');
    const layout = layOut(boxes, links);
    expect(layout.jumps.size).toBe(0);
    expect(spots(layout, 'f').y).toBeGreaterThan(spots(layout, 'e').bottom);
  });

  it('places steps nobody reaches beside the flow, without pulling the flow apart', () => {
    const { boxes, links } = flow('a>b b>c x>c');
    const layout = layOut(boxes, links);
    expect(spots(layout, 'c').middle).toBe(spots(layout, 'b').middle);
    expect(spots(layout, 'x').x).toBeGreaterThan(spots(layout, 'c').x);
  });

  it('never overlaps steps and never runs a line through one, whatever the workflow', () => {
    const graph = fc.integer({ min: 2, max: 40 }).chain((size) =>
      fc
        .array(fc.tuple(fc.nat(size - 1), fc.nat(3), fc.nat(size - 1)), { maxLength: size * 2 })
        .map((triples) => {
          const byExit = new Map(
            triples.map(([from, exit, to]) => [
              `${from}.${exit}`,
              { from: `n${from}`, exit: `e${exit}`, to: `n${to}` },
            ]),
          );
          const links = [...byExit.values()].sort((a, b) => a.exit.localeCompare(b.exit));
          return { boxes: Array.from({ length: size }, (_, index) => card(`n${index}`)), links };
        }),
    );
    fc.assert(
      fc.property(graph, ({ boxes, links }) => {
        const layout = layOut(boxes, links);
        expect(overlaps(layout)).toEqual([]);
        expect(collisions(layout)).toEqual([]);
        for (const { id } of boxes) expect(layout.spots.has(id)).toBe(true);
        expect(layout.links).toHaveLength(links.length);
      }),
      { numRuns: 150 },
    );
  });

  it('places five hundred steps quickly', () => {
    const links: FlowLink[] = [];
    let next = 1;
    for (let at = 0; next < 500; at += 1) {
      for (const exit of at % 3 === 0 ? ['yes', 'no'] : ['next']) {
        if (next < 500) links.push({ from: `n${at}`, exit, to: `n${next++}` });
      }
    }
    const boxes = Array.from({ length: 500 }, (_, index) => card(`n${index}`));
    const start = performance.now();
    expect(overlaps(layOut(boxes, links))).toEqual([]);
    expect(performance.now() - start).toBeLessThan(500);
  });

  it('places a chain of two thousand steps without running out of stack', () => {
    const boxes = Array.from({ length: 2_000 }, (_, index) => card(`n${index}`));
    const links = boxes.slice(1).map(({ id }, index) => ({ from: `n${index}`, exit: 'next', to: id }));
    expect(layOut(boxes, links).spots.size).toBe(2_000);
  });
});
