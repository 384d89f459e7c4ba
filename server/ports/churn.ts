import type { DepartureKind } from '../../shared/churn.ts';

/** A customer’s step in or out, up or down, as billing told it; `id` is that of the event. */
export interface RevenueStep {
  id: string;
  /** `a:<account>`, or `c:<contact>` for somebody without one. */
  subject: string;
  at: Date;
  kind: 'left' | 'started' | 'grew' | 'shrank';
  /** What it is about a month, in the workspace’s currency; undefined where nobody told. */
  mrr?: number | undefined;
  plan?: string | undefined;
  seats?: number | undefined;
  /** How many people belonged to it. */
  people: number;
  /** Since when it was a customer. */
  since?: Date | undefined;
  /** Of those who left. */
  why?: DepartureKind | undefined;
  /** What they said themselves. */
  reason?: string | undefined;
}

/** All customers at the end of a UTC day. */
export interface CustomerDay {
  /** As `2026-05-01`. */
  id: string;
  customers: number;
  mrr: number;
  /** Per plan; at most a hundred of the largest. */
  plans: Record<string, { customers: number; mrr: number }>;
  seats: { sum: number; of: number };
  tenureDays: { sum: number; of: number };
  people: { sum: number; of: number };
}

export interface RevenueStore {
  /** Inserts; those already there are done. */
  insert(steps: readonly RevenueStep[]): Promise<void>;
  /** In [from, until), oldest first, at most `limit`. */
  between(from: Date, until: Date, limit: number): Promise<RevenueStep[]>;
  deleteOf(subjects: readonly string[]): Promise<void>;
  /** Writes or overwrites the day. */
  putDay(day: CustomerDay): Promise<void>;
  /** The last day counted up to this one, inclusive. */
  dayUntil(day: string): Promise<CustomerDay | undefined>;
  forgetDays(): Promise<void>;
}

/** What control groups are compared by. */
export interface ArmCounts {
  /** Of those who entered in [from, until): how many came in and reached the goal, apart by control group or not. */
  arms(
    workflowIds: readonly string[],
    from: Date,
    until: Date,
  ): Promise<{ workflowId: string; control: boolean; entered: number; goals: number }[]>;
}
