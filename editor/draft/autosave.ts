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
  /** Keeps an unsaved document, with what the server has and its ETag: the two it was made from. */
  keep(copy: { document: Document; base: Document; etag: string }): void;
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
    this.keep();
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

  /** Goes on after somebody else saved: what the server has now, and the document that shall stand. */
  settle(latest: Document, server: { document: Document; etag: string }): void {
    this.etag = server.etag;
    this.saved = server.document;
    this.latest = latest;
    if (latest === this.saved) {
      clearTimeout(this.timer);
      this.ports.drop();
      this.show({ is: 'saved' });
      return;
    }
    this.show({ is: 'waiting' });
    this.keep();
    this.schedule(0);
  }

  /** Sends nothing until `settle` says what counts. */
  block(): void {
    clearTimeout(this.timer);
    this.state = { is: 'conflict' };
    this.ports.show(this.state);
  }

  /** Publishing and pausing give the draft a new ETag without changing it. */
  renewed(etag: string): void {
    this.etag = etag;
  }

  /** What the server had when it was last heard of. */
  get server(): { document: Document; etag: string } {
    return { document: this.saved, etag: this.etag };
  }

  /** Whether nothing is on its way, so that news from the server can be taken in. */
  get isIdle(): boolean {
    return !this.running && this.state.is !== 'conflict';
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private keep(): void {
    this.ports.keep({ document: this.latest, base: this.saved, etag: this.etag });
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
        this.keep();
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
