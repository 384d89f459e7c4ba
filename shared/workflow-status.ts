import { z } from 'zod';

export const workflowStatus = z.enum(['draft', 'live', 'paused', 'archived']);
