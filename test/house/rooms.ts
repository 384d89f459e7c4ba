/** What a room may import. Names ending in `/` or `:` or `*` stand for everything that starts so. */
export interface Room {
  /** Folders and files of ours, by the start of their paths. */
  ours: readonly string[];
  /** Rooms of which only types may be imported. */
  types?: readonly string[];
  packages: readonly string[];
}

/** Who may import whom: the table every file is held to. The first room whose path a file starts with is its room. */
export const rooms: Record<string, Room> = {
  'shared/': { ours: ['shared/'], packages: ['zod'] },
  'server/engine/': {
    ours: ['server/engine/', 'shared/'],
    packages: ['json-rules-engine', 'luxon', 'cron-parser'],
  },
  'server/playbooks/': { ours: ['server/playbooks/', 'shared/'], packages: [] },
  'server/ports/': { ours: [], types: ['server/ports/', 'server/engine/', 'shared/'], packages: [] },
  'server/use-cases/': {
    ours: ['server/use-cases/', 'server/engine/', 'server/playbooks/', 'shared/'],
    types: ['server/ports/'],
    packages: ['zod', 'luxon', 'node:crypto'],
  },
  'server/mongo/': {
    ours: ['server/mongo/', 'server/ports/', 'shared/'],
    packages: ['mongoose', 'mongodb', 'bson', 'zod', 'node:'],
  },
  'server/delivery/': {
    ours: ['server/delivery/', 'server/ports/', 'shared/'],
    packages: ['@sendgrid/', 'nodemailer', 'liquidjs', 'mjml', 'luxon', 'stripe', 'node:'],
  },
  'server/scheduler/': {
    ours: ['server/scheduler/', 'server/ports/', 'shared/'],
    packages: ['agenda', '@agendajs/mongo-backend', 'node:'],
  },
  'server/tables/': {
    ours: ['server/tables/', 'server/ports/', 'shared/'],
    packages: ['csv-parse', 'csv-stringify', 'node:'],
  },
  'server/http/': {
    ours: ['server/http/', 'server/use-cases/', 'shared/'],
    packages: [
      'express',
      'helmet',
      'pino',
      'pino-http',
      'prom-client',
      'rate-limiter-flexible',
      '@sendgrid/eventwebhook',
      'zod',
      'node:',
    ],
  },
  'server/embedded-mongo/': {
    ours: ['server/embedded-mongo/'],
    packages: ['bson', 'lmdb', 'ffi-rs', 'node:'],
  },
  // The starters run what was built.
  'server/': { ours: ['server/', 'shared/', 'dist/'], packages: ['*'] },
  'editor/': { ours: ['editor/', 'shared/'], packages: ['*'] },
};

/** Libraries that one place only may know, so that they can be replaced there. */
export const onlyIn: { name: string; start: string }[] = [
  { name: 'json-rules-engine', start: 'server/engine/' },
  { name: '@xyflow/react', start: 'editor/canvas/' },
];

/** The room a file belongs to. */
export function roomOf(path: string): Room | undefined {
  return Object.entries(rooms).find(([start]) => path.startsWith(start))?.[1];
}

/** Whether one of the starts covers the name. */
export function covers(starts: readonly string[], name: string): boolean {
  return starts.some((start) =>
    start === '*' ? true : /[/:]$/.test(start) ? name.startsWith(start) : name === start,
  );
}
