import { CronExpressionParser } from 'cron-parser';

/** The first moment after another at which a schedule fires in its zone. Throws a plain Error for what is no schedule. */
export function nextOfSchedule({ cron, zone }: { cron: string; zone: string }, after: Date): Date {
  return CronExpressionParser.parse(cron, { currentDate: after, tz: zone }).next().toDate();
}

/** The last moment up to another at which a schedule fired. */
export function lastOfSchedule({ cron, zone }: { cron: string; zone: string }, until: Date): Date {
  return CronExpressionParser.parse(cron, { currentDate: new Date(until.getTime() + 1), tz: zone })
    .prev()
    .toDate();
}

/** Why a text is no schedule, or undefined. */
export function cronFault(cron: string): string | undefined {
  try {
    CronExpressionParser.parse(cron, { currentDate: new Date(0), tz: 'UTC' }).next();
    return undefined;
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
}
