import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findOnCanvas } from '../../../editor/canvas/find-steps.ts';
import { layOutWorkflow } from '../../../editor/canvas/flow-view.ts';
import { noteSize } from '../../../editor/canvas/note-size.ts';
import { TRIGGER } from '../../../editor/draft/place.ts';
import { flow } from '../draft/flow.ts';

const branching = 't1>b b(m1,w1) m1>t2 w1>t2 t2>x';

describe('notes on the canvas', () => {
  it('never lie over a step, a line or each other', () => {
    const about = fc.constantFrom('t1', 'b', 'm1', 'w1', 't2', 'x', undefined);
    const note = fc.record({ text: fc.string({ maxLength: 300 }), step: about }).map(({ text, step }) => ({
      text,
      ...(step === undefined ? {} : { step }),
    }));
    fc.assert(
      fc.property(fc.array(note, { maxLength: 8 }), fc.boolean(), (notes, withCounts) => {
        const { spots, links } = layOutWorkflow({ ...flow(branching), notes }, withCounts);
        const boxes = [...spots.values()];
        const overlapping = boxes.flatMap((a, index) =>
          boxes.slice(index + 1).filter((b) => {
            const apart =
              a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
            return !apart;
          }),
        );
        expect(overlapping).toEqual([]);
        const crossed = links.flatMap(({ points }) =>
          points.slice(1).flatMap((to, index) => {
            const from = points[index] ?? to;
            return boxes.filter(
              ({ x, y, width, height }) =>
                Math.max(from.x, to.x) > x &&
                Math.min(from.x, to.x) < x + width &&
                Math.max(from.y, to.y) > y + 0.5 &&
                Math.min(from.y, to.y) < y + height - 0.5,
            );
          }),
        );
        expect(crossed).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('hang beneath the step they are about; the others stand beside the trigger', () => {
    const notes = [{ text: 'about the task', step: 't2' }, { text: 'about it all' }];
    const { spots } = layOutWorkflow({ ...flow(branching), notes }, false);
    const [task, pinned, free, trigger] = ['t2', 'note:#0', 'note:#1', TRIGGER].map((id) => spots.get(id));
    expect(pinned?.y).toBe((task?.y ?? 0) + (task?.height ?? 0));
    expect(free?.y).toBe(trigger?.y);
    expect((free?.x ?? 0) + (free?.width ?? 0)).toBeLessThan(trigger?.x ?? 0);
  });

  it('are as high as their text, up to a few lines', () => {
    const heights = ['', 'a '.repeat(60), 'a\nb\nc', 'x'.repeat(2_000)].map(
      (text) => noteSize(text, 'attached').lines,
    );
    expect(heights).toEqual([1, 4, 3, 4]);
  });
});

describe('a search on the canvas', () => {
  const workflow = flow('m1>t1 t1>x');
  const mail = workflow.steps.m1;
  if (mail?.kind !== 'send-email') throw new Error('the first step is no e-mail');
  const noted = {
    ...workflow,
    steps: { ...workflow.steps, m1: { ...mail, subject: 'We miss you', body: 'Come back soon' } },
    notes: [{ text: 'Sales must agree', step: 't1' }],
  };

  it('looks into names, texts and notes, whatever the case, in the order of the flow', () => {
    expect(findOnCanvas(noted, 'MISS')).toEqual(['m1']);
    expect(findOnCanvas(noted, 'come back')).toEqual(['m1']);
    expect(findOnCanvas(noted, 'sales')).toEqual(['note:#0']);
  });

  it('finds nothing for no words, and no ids or technical words', () => {
    for (const search of ['', '  ', 'm1', 'send-email', 'marketing'])
      expect(findOnCanvas(noted, search)).toEqual([]);
  });
});
