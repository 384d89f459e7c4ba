import { type BrakeNotice, brakeWords } from '../../../shared/brake-words.ts';
import type { Dispatch } from '../../../shared/dispatch.ts';
import { partitionOf } from '../../engine/hash.ts';
import type { PersonRecord, WorkflowRecord } from '../../ports/workspace.ts';
import { everybody } from '../people/everybody.ts';
import type { Runtime } from '../runtime.ts';

/**
 * Tells admins and managers that a brake holds a workflow back: in their notices, in the language each reads, and by
 * mail in the workspace's. Done again under the same id it tells nobody twice.
 */
export async function tellDeciders(
  runtime: Pick<Runtime, 'clock' | 'dispatches' | 'notices' | 'people' | 'settings' | 'wake'>,
  { id, record, brake }: { id: string; record: WorkflowRecord; brake: BrakeNotice },
): Promise<void> {
  const people = (await everybody(runtime.people)).filter(decides);
  const { language } = await runtime.settings.get();
  const at = runtime.clock.now();
  const { subject, text } = brakeWords(language, record.name, brake);
  const mails = people.map(
    ({ email }): Dispatch => ({
      id: `${id}:${email}`,
      p: partitionOf(email),
      contactId: '',
      enrolmentId: '',
      // Of no workflow: what is meant for a paused one waits.
      workflowId: '',
      version: record.liveVersion ?? 0,
      step: '',
      to: { kind: 'team-mail', address: email, subject, text },
      awaited: false,
      status: 'queued',
      attempts: 0,
      nextAt: at,
      createdAt: at,
    }),
  );
  await runtime.notices.insert([
    {
      id,
      people: people.map(({ email }) => email),
      subject,
      text,
      brake,
      workflowId: record.id,
      at,
      readBy: [],
    },
  ]);
  await runtime.dispatches.insert(mails);
  runtime.wake();
}

function decides({ disabled, role }: PersonRecord): boolean {
  return !disabled && (role === 'admin' || role === 'manager');
}
