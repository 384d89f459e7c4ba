import { expect, it } from 'vitest';
import type { JobRecord } from '../../server/ports/workspace.ts';
import { nameLeftOut } from '../../server/use-cases/jobs.ts';

it('a job names what it left out up to a thousand, so that its one document does not grow without end', () => {
  const job: Pick<JobRecord, 'errors'> = { errors: [] };
  for (let n = 0; n < 1_500; n += 1)
    nameLeftOut(job, { item: `m${n}`, code: 'SEND_NOT_ALLOWED', message: 'suppressed' });
  expect([job.errors.length, job.errors[0]?.item, job.errors.at(-1)?.item]).toEqual([1_000, 'm0', 'm999']);
});
