import { afterAll, vi } from 'vitest';

/*
 * Files of one worker share the modules they load. What a file began to load and did not wait for would be cut off
 * with it, and stay broken for the files after it.
 */
afterAll(() => vi.dynamicImportSettled());
