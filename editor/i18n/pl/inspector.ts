import type { inspector as english } from '../en/inspector.ts';
import type { Translation } from '../translation.ts';

export const inspector: Translation<typeof english> = {};
