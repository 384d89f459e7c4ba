import { z } from 'zod';
import { pathKeys } from '../path.ts';

/** Fields that every step has. */
export const stepName = z.string().trim().max(120).optional();
export const stepId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/, 'A step id has letters, digits, “_” and “-”.');

/** The id of a path or a reason, which is the name of its exit. */
export const exitId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/, 'An exit has letters, digits, “_” and “-”.');

export const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
export type Weekday = z.infer<typeof weekday>;

export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time of day as 09:00.');

/** A date of the contact or its account: `$.contact.traits.trialEndsAt`, `$.account.renewsAt`. */
export const datePath = z
  .string()
  .max(300)
  .refine((path) => {
    const keys = pathKeys(path);
    return keys !== undefined && keys.length > 1 && (keys[0] === 'contact' || keys[0] === 'account');
  }, 'Write a path such as $.contact.traits.trialEndsAt or $.account.renewsAt.');

/** Another workflow, by its key or its id. */
export const workflowReference = z.string().max(120).describe('The key or the id of a workflow');
