import { z } from 'zod';

/** Which way a list is sorted. */
export const direction = z.enum(['asc', 'desc']);
export type Direction = z.infer<typeof direction>;

export function opposite(way: Direction): Direction {
  return way === 'asc' ? 'desc' : 'asc';
}
