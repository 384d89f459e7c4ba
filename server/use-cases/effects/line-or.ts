import type { TextData } from '../../ports/delivery.ts';
import type { Ports } from '../../ports/index.ts';

/** The rendered line; the source itself where rendering fails, since work must not be lost over its wording. */
export function lineOr(
  ports: Pick<Ports, 'renderer'>,
  text: string,
  data: TextData,
  oneLine: boolean,
): string {
  try {
    return ports.renderer.line(text, data, { oneLine });
  } catch {
    return text;
  }
}
