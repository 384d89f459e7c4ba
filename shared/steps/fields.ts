import { z } from 'zod';

/** Fields that every step has. */
export const stepName = z.string().trim().max(120).optional();
export const stepId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/, 'A step id has letters, digits, “_” and “-”.');
