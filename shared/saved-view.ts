import { z } from 'zod';

/** The lists that can be looked at through a saved view. */
export const viewPlace = z.enum([
  'workflows',
  'contacts',
  'accounts',
  'at-risk',
  'segments',
  'tasks',
  'outbox',
]);
export type ViewPlace = z.infer<typeof viewPlace>;

/** Most views of one list that one person, or everybody together, can keep. */
export const MOST_VIEWS = 50;

/** What a view is made of: its name, and the filters as they stand in the address of the list. */
export const viewWish = z.strictObject({
  name: z.string().trim().min(1).max(80),
  search: z
    .record(z.string().regex(/^[a-z][a-zA-Z]{0,39}$/), z.string().max(300))
    .refine((search) => Object.keys(search).length <= 20, 'A view has at most 20 filters.'),
  /** Whether everybody who works here sees it. */
  shared: z.boolean().default(false),
});

export const savedView = viewWish.extend({
  id: z.string(),
  place: viewPlace,
  /** Whether the asking person made it. */
  mine: z.boolean(),
  createdAt: z.string(),
});
export type SavedView = z.infer<typeof savedView>;
