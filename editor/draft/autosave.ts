/** How far saving is; `refused` carries the server's reason. */
export type SaveState =
  | { is: 'saved' }
  | { is: 'waiting' }
  | { is: 'saving' }
  | { is: 'offline' }
  | { is: 'conflict' }
  | { is: 'refused'; error: unknown };

/** What became of one attempt to save. */
export type SaveAnswer =
  | { is: 'saved'; etag: string }
  | { is: 'offline' }
  | { is: 'conflict' }
  | { is: 'refused'; error: unknown };

export interface SavePorts<Document> {
  put(document: Document, etag: string): Promise<SaveAnswer>;
  keep(document: Document, etag: string): void;
  drop(): void;
  show(state: SaveState): void;
}

const QUIET = 700;
const RETRY = 4_000;

/**
 * Saves a document soon after it changed, one request at a time, each with the ETag of the one before. While a
 * conflict is undecided nothing is sent; offline it tries again until it succeeds.
 */
export class Autosave<Document> {
  private saved: Document;
  private latest: Document;
  private etag: string;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | undefined;
  private state: SaveState = { is: 'saved' };
  private stopped = false;
  private readonly ports: SavePorts<Document>;

  constructor(document: Document, etag: string, ports: SavePorts<Document>) {
    this.saved = document;
    this.latest = document;
    this.etag = etag;
    this.ports = ports;
  }

  /** Tells of a change. */
  changed(document: Document): void {
    if (document === this.latest) return;
    this.latest = document;
    if (document === this.saved && !this.running && this.state.is !== 'conflict') {
      // Undo and redo can lead back to exactly what the server has.
      clearTimeout(this.timer);
      this.ports.drop();
      this.show({ is: 'saved' });
      return;
    }
    this.ports.keep(document, this.etag);
    if (this.state.is === 'conflict') return;
    if (!this.running) this.show({ is: 'waiting' });
    this.schedule(QUIET);
  }

  /** Whether the server has everything. */
  get isClean(): boolean {
    return this.latest === this.saved && !this.running;
  }

  /** Sends what is not saved yet, now; resolves when the attempt is over. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    await this.running;
    if (this.latest !== this.saved && this.state.is !== 'conflict') {
      this.running = this.save().finally(() => {
        this.running = undefined;
      });
      await this.running;
    }
    return this.latest === this.saved;
  }

  /** Decides a conflict: the document that counts, on top of the version the server has now. */
  settle(document: Document, etag: string, isTheirs: boolean): void {
    this.etag = etag;
    this.latest = document;
    if (isTheirs) {
      this.saved = document;
      this.ports.drop();
      this.show({ is: 'saved' });
      return;
    }
    this.show({ is: 'waiting' });
    this.ports.keep(document, etag);
    this.schedule(0);
  }

  /** Publishing and pausing give the draft a new ETag without changing it. */
  renewed(etag: string): void {
    this.etag = etag;
  }

  /** The ETag of what the server has. */
  get currentEtag(): string {
    return this.etag;
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private schedule(delay: number): void {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => void this.flush(), delay);
  }

  private async save(): Promise<void> {
    const sent = this.latest;
    this.show({ is: 'saving' });
    const answer = await this.ports.put(sent, this.etag);
    if (answer.is === 'saved') {
      this.etag = answer.etag;
      this.saved = sent;
      if (this.latest === sent) {
        this.ports.drop();
        this.show(answer);
      } else {
        this.ports.keep(this.latest, this.etag);
        this.schedule(QUIET);
      }
      return;
    }
    this.show(answer);
    if (answer.is === 'offline') this.schedule(RETRY);
  }

  private show(state: SaveState): void {
    this.state = state;
    if (!this.stopped) this.ports.show(state);
  }
}
