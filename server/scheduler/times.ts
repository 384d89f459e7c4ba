/** How many partitions work is spread over. */
export const PARTITIONS = 16;

/** The scheduler's lengths of time in milliseconds; tests shorten them in proportion. */
export interface SchedulerTimes {
  /** How often Agenda looks for jobs that nobody holds. */
  scan: number;
  /** After this long without a touch Agenda gives a job to another worker. */
  lock: number;
  /** Shorter than `lock`, so that whoever takes over the job finds the lease free. */
  lease: number;
  /** A lease counts as lost this long before it ends. */
  margin: number;
  /** How often leases are renewed and jobs touched. */
  heartbeat: number;
  /** How soon a process that holds nothing looks for partitions that nobody has. */
  seek: number;
  /** How long one run of a partition's job lasts, ± a fifth so that the runs do not end together. */
  hold: number;
  /** How long a partition is kept between two runs of its job. */
  grace: number;
  /** A worker not heard of for this long no longer gets a share. */
  silence: number;
  /** How long to wait for the next pass after one that did something, and after one that did not. */
  busy: number;
  idle: number;
  /** The same when nothing was done for a while: only another process's doing is then noticed later. */
  drowsy: number;
  /** How long stopping waits for the running pass, and then for Agenda to write back its jobs. */
  stop: number;
  drain: number;
}

export const schedulerTimes: SchedulerTimes = {
  scan: 1_000,
  lock: 30_000,
  lease: 28_000,
  margin: 3_000,
  heartbeat: 7_500,
  seek: 1_000,
  hold: 60_000,
  grace: 3_000,
  silence: 20_000,
  busy: 25,
  idle: 250,
  drowsy: 1_000,
  stop: 600,
  drain: 300,
};
