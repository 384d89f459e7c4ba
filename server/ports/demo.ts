/** The live mode of the demo: its people go on using the product until a stated moment. */
export interface DemoLive {
  startedAt: Date;
  /** When it ends by itself. */
  until: Date;
  /** Up to when the activity was sent. */
  sentUntil: Date;
  /** How many calls that were. */
  sent: number;
}

export interface DemoLiveStore {
  /** The live mode while it is on. */
  get(): Promise<DemoLive | undefined>;
  /** Turns it on, or lets one that is on begin anew. */
  start(live: DemoLive): Promise<void>;
  /** Notes what was sent, where `sentUntil` is still `from`; false where another did, or it is off. */
  advance(from: Date, to: Date, calls: number): Promise<boolean>;
  /** Turns it off; nothing happens where it is. */
  stop(): Promise<void>;
}
