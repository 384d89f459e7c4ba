/** Where the scheduler says what happens to it: the shape of pino's loggers. */
export interface SchedulerLog {
  debug(facts: object, text: string): void;
  info(facts: object, text: string): void;
  warn(facts: object, text: string): void;
  error(facts: object, text: string): void;
}
