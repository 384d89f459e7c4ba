import { z } from 'zod';
import { personView } from './people.ts';
import { mailStatus } from './settings.ts';

export const sessionView = z.object({ person: personView, mail: mailStatus, demo: z.boolean() });
export type SessionView = z.infer<typeof sessionView>;
