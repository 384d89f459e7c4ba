import { z } from 'zod';

/** Who may call a route: anybody, whoever has a write key, or a person or API key of at least a role. */
export type Permission = 'public' | 'write-key' | 'viewer' | 'marketer' | 'manager' | 'admin';

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Express style: `/api/workflows/:id`. */
  path: string;
  permission: Permission;
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  answer: z.ZodType;
  /** 200 unless given. */
  status?: 201 | 202 | 204;
  /** The request must carry If-Match with the ETag read before. */
  ifMatch?: true;
}

export const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
};

export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

export const none = z.undefined();
