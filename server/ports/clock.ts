/** Where time comes from: the wall clock at the database's offset in production, a movable one in tests. */
export interface Clock {
  now(): Date;
  /** Resolves when the input that is already here has been taken in; lets batches form without a timer. */
  soon(): Promise<void>;
  /** Leaves the processor and the database to others for so many milliseconds. */
  rest(milliseconds: number): Promise<void>;
}

/** Where chance comes from: ids and secrets. */
export interface Chance {
  /** A new unguessable id, letters and digits, about 128 bits. */
  id(): string;
}
