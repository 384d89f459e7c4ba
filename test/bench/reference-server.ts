import express from 'express';
import { z } from 'zod';

/** What ingestion is measured against: a handler that stores nothing, bare and with its batches checked. */
const call = z.object({
  type: z.enum(['identify', 'track', 'page', 'screen', 'group', 'alias']),
  userId: z.string().max(255).optional(),
  anonymousId: z.string().max(255).optional(),
  event: z.string().max(200).optional(),
  messageId: z.string().max(255).optional(),
  timestamp: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
});
const batch = z.object({ batch: z.array(call) });

const app = express();
app.use(express.json({ limit: '500kb' }));
app.post('/v1/track', (_request, response) => {
  response.json({ success: true });
});
app.post('/v1/batch', (request, response) => {
  response.json({ success: batch.safeParse(request.body).success });
});
app.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready'));
