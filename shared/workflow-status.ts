import { z } from 'zod';

/** What becomes of what fell due while a workflow stood still: left out, done now, or its waits begun anew. */
export const overdueChoices = ['skip', 'once', 'restart'] as const;
export type OverdueChoice = (typeof overdueChoices)[number];

export const workflowStatus = z.enum(['draft', 'live', 'paused', 'archived']);
