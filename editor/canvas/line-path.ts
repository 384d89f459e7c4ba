import type { Point } from './layout.ts';

const RADIUS = 14;

/** An SVG path along corners, which are rounded as far as there is room. */
export function linePath(points: readonly Point[]): string {
  const corners = points.filter((point, index) => {
    const before = points[index - 1];
    return !before || before.x !== point.x || before.y !== point.y;
  });
  const [start, ...rest] = corners;
  if (!start) return '';
  let path = `M${start.x},${start.y}`;
  rest.forEach((point, index) => {
    const before = corners[index];
    const after = rest[index + 1];
    if (!before || !after) {
      path += `L${point.x},${point.y}`;
      return;
    }
    const into = towards(point, before);
    const out = towards(point, after);
    path += `L${into.x},${into.y}Q${point.x},${point.y} ${out.x},${out.y}`;
  });
  return path;
}

/** The point on the way from a corner to a neighbour where its rounding begins. */
function towards(corner: Point, neighbour: Point): Point {
  const x = neighbour.x - corner.x;
  const y = neighbour.y - corner.y;
  const length = Math.hypot(x, y);
  const share = length === 0 ? 0 : Math.min(RADIUS, length / 2) / length;
  return { x: corner.x + x * share, y: corner.y + y * share };
}
