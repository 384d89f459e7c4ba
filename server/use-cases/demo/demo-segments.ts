import type { RootCondition } from '../../../shared/condition.ts';
import type { Language } from '../../../shared/playbooks/language.ts';
import { shippedEvents } from '../../../shared/playbooks/names.ts';
import {
  account,
  activeDays,
  daysSince,
  daysUntil,
  health,
  property,
  times,
} from '../../../shared/playbooks/rules.ts';
import { SEGMENT_FORMAT, type Segment, type SubjectKind } from '../../../shared/segment.ts';
import { DAY, dayOf } from '../../../shared/time.ts';
import { dropWatch, keepWatch } from '../looks/keep-watches.ts';
import { segmentWatch } from '../looks/trigger-watch.ts';
import type { Runtime } from '../runtime.ts';
import { watchId } from '../segments/segments.ts';
import { demoEventNames } from './crowd-days.ts';
import { DAYS_WATCHED } from './keep-past.ts';
import { demoKey } from './workflows.ts';

interface DemoSegment {
  key: string;
  subject: SubjectKind;
  name: Record<Language, string>;
  when: RootCondition;
}

const { signedIn, signedUp } = shippedEvents;

/** The segments a team like that of the demo would have. */
const segments: readonly DemoSegment[] = [
  {
    key: demoKey('signed-up-not-activated'),
    subject: 'contact',
    name: {
      en: 'Signed up, not activated yet',
      pl: 'Zarejestrowani, bez pierwszego efektu',
      ru: 'Зарегистрировались, но не начали',
    },
    when: { all: [daysSince(signedUp, '<=', 30), times(demoEventNames.Activated, '=', 0)] },
  },
  {
    key: demoKey('power-users'),
    subject: 'contact',
    name: { en: 'Power users', pl: 'Najaktywniejsi użytkownicy', ru: 'Самые активные' },
    when: { all: [activeDays(signedIn, '>=', 5, '14d')] },
  },
  {
    key: demoKey('quiet-21-days'),
    subject: 'contact',
    name: { en: 'Quiet for 21 days', pl: 'Cisza od 21 dni', ru: 'Молчат 21 день' },
    when: { all: [daysSince(signedIn, '>=', 21)] },
  },
  {
    key: demoKey('detractors'),
    subject: 'contact',
    name: { en: 'Unhappy answers, 90 days', pl: 'Krytycy z 90 dni', ru: 'Недовольные за 90 дней' },
    when: {
      all: [
        times('NPS Answered', '>', 0, {
          within: '90d',
          where: { all: [property('$.score', 'lessThanInclusive', 6)] },
        }),
      ],
    },
  },
  {
    key: demoKey('paying-400'),
    subject: 'account',
    name: { en: 'MRR of 400 or more', pl: 'MRR od 400', ru: 'MRR от 400' },
    when: { all: [account('$.mrr', '>=', 400)] },
  },
  {
    key: demoKey('business-without-manager'),
    subject: 'account',
    name: {
      en: 'Business plan without a success manager',
      pl: 'Plan Business bez opiekuna',
      ru: 'Тариф Business без менеджера',
    },
    when: {
      all: [
        account('$.plan', '=', 'business'),
        account('$.mrr', '>', 0),
        { fact: 'account', path: '$.traits.successManager', operator: 'exists', value: false },
      ],
    },
  },
  {
    key: demoKey('renews-in-60-days'),
    subject: 'account',
    name: {
      en: 'Renews within 60 days',
      pl: 'Odnowienie w ciągu 60 dni',
      ru: 'Продление в ближайшие 60 дней',
    },
    when: { all: [daysUntil('$.account.renewsAt', 'between', [0, 60])] },
  },
  {
    key: demoKey('in-the-red'),
    subject: 'account',
    name: {
      en: 'Paying and in the red',
      pl: 'Płacą, a kondycja jest słaba',
      ru: 'Платят, но здоровье плохое',
    },
    when: { all: [account('$.mrr', '>', 0), health('<', 40)] },
  },
];

/** Makes the segments before anybody of the demo is there; those that are there stay. */
export async function keepSegments(runtime: Runtime, language: Language): Promise<void> {
  const now = runtime.clock.now();
  for (const { key, subject, name, when } of segments) {
    const document: Segment = { format: SEGMENT_FORMAT, key, name: name[language], subject, when };
    const record = { id: key, document, archived: false, rev: 1, createdAt: now, updatedAt: now };
    if (await runtime.segments.save(record, 0)) await keepWatch(runtime, segmentWatch(record));
  }
}

/** Notes how large they were day by day, reckoned back from now by who came and went. */
export async function noteSegmentSizes(runtime: Runtime, now: Date): Promise<void> {
  const today = dayOf(now.getTime());
  const nameOf = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);
  const from = new Date((today - DAYS_WATCHED + 26) * DAY);
  const ids = segments.map(({ key }) => watchId(key));
  const current = await runtime.looks.sizes(ids);
  for (const watch of ids) {
    const moves = await runtime.moves.perDay(watch, from);
    let size = current.get(watch) ?? 0;
    const sizes = [];
    for (let day = today; day * DAY > from.getTime(); day--) {
      const { entered, left } = moves.get(nameOf(day)) ?? { entered: 0, left: 0 };
      size -= entered - left;
      sizes.push({ watch, day: nameOf(day - 1), size });
    }
    await runtime.sizes.put(sizes);
  }
}

/** Removes them with what was remembered of them. */
export async function removeSegments(runtime: Runtime): Promise<void> {
  for (const { key } of segments) {
    await runtime.segments.delete(key);
    await runtime.sizes.deleteOf(watchId(key));
    await dropWatch(runtime, watchId(key));
  }
}
