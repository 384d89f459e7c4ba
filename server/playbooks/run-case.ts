import type { SimulationRequest } from '../../shared/simulation.ts';
import { DAY, durationMilliseconds } from '../../shared/time.ts';
import type { Happening, PlaybookCase } from './playbook.ts';

/** A test case as the sandbox takes it, its times counted from `now`. */
export function simulationOf(one: PlaybookCase, now: Date): SimulationRequest {
  const at = (sign: 1 | -1, [time, event, properties]: Happening) => ({
    event,
    timestamp: new Date(now.getTime() + sign * durationMilliseconds(time)).toISOString(),
    properties: { ...properties },
  });
  return {
    contact: {
      userId: 'test-case',
      email: 'test-case@example.com',
      // The one person of the company is whoever its letters go to.
      traits: { firstName: 'Ada', role: 'admin', ...one.traits },
      zone: 'UTC',
    },
    account: { name: 'Harbour Lane', ...(dated(one.account ?? {}, now) as Record<string, unknown>) },
    // Nobody is asked twice: a test case is about somebody who may be written to.
    permissions: { email: 'granted', phone: 'unknown', topicsOff: [] },
    ...(one.health === undefined ? {} : { health: one.health }),
    events: [
      ...(one.before ?? []).map((happening) => at(-1, happening)),
      ...(one.after ?? []).map((happening) => at(1, happening)),
    ],
    ...(one.trigger ? { trigger: { properties: one.trigger } } : {}),
    now: now.toISOString(),
    ...(one.choices ? { choices: { ...one.choices } } : {}),
  };
}

/** Texts such as `+60d` are that many days after `now`. */
function dated(value: unknown, now: Date): unknown {
  if (typeof value === 'string') {
    const days = /^\+(\d+)d$/.exec(value)?.[1];
    return days === undefined ? value : new Date(now.getTime() + Number(days) * DAY).toISOString();
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, dated(inside, now)]));
}
