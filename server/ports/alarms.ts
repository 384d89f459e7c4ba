/** When a date trigger looks at a contact again: one document per workflow and contact. */
export interface Alarm {
  /** workflow:contact */
  id: string;
  workflowId: string;
  contactId: string;
  p: number;
  at: Date;
  /** When it should have rung, where a pause has put it off. */
  since?: Date | undefined;
}

export interface AlarmStore {
  /** Sets alarms, instead of what was set for the same workflow and contact. */
  set(alarms: readonly Alarm[]): Promise<void>;
  /** Takes alarms away where they still are set to the same moment. */
  clear(alarms: readonly Pick<Alarm, 'id' | 'at'>[]): Promise<void>;
  /** Takes alarms away, whatever they are set to. */
  cancel(ids: readonly string[]): Promise<void>;
  /** Notes of alarms, where they still are set to the same moment, that theirs has passed and nothing was started. */
  miss(alarms: readonly Pick<Alarm, 'id' | 'at' | 'since'>[]): Promise<void>;
  /** At how many subjects of a workflow a moment since then was missed. */
  countMissed(workflowId: string, since: Date): Promise<number>;
  due(partitions: readonly number[], now: Date, limit: number): Promise<Alarm[]>;
  nextDue(partitions: readonly number[]): Promise<Date | undefined>;
  deleteOfContacts(contactIds: readonly string[]): Promise<void>;
}

/** How far a schedule has come; one per workflow. */
export interface ScheduleMark {
  workflowId: string;
  /** The last moment it has fired for, or was published at. */
  at: Date;
}

export interface ScheduleStore {
  all(): Promise<ScheduleMark[]>;
  /** Begins a mark where there is none. */
  begin(mark: ScheduleMark): Promise<void>;
  /** Moves a mark on from where it was; false when somebody else did. */
  advance(mark: ScheduleMark, to: Date): Promise<boolean>;
}
