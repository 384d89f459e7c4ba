import { vi } from 'vitest';

/** A log that says nothing and remembers what it was told. */
export function quietLog() {
  return { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
}
