import type { Command, CommandContext, Operation, Reply, ServerState } from './commands/command.ts';
import { DatabaseError } from './errors.ts';
import { reservedRoom } from './store/disk-room.ts';

/** How long a read may keep others waiting, in milliseconds. */
const readTurn = 5;

/** How long one transaction may gather writes, in milliseconds; then what it wrote has to get to the disk. */
const writeTurn = 10;

/** How long one of several waiting writes may take of a transaction, in milliseconds. */
const writeShare = 5;

const fullDisk = `The disk is full: less than ${reservedRoom / 1024 ** 2} MB are free. Reading and deleting go on; writing does when there is room`;

/** A command being run, and who waits for it. */
export interface Task {
  context: CommandContext;
  command: Command;
  /** The moment from which on the command has taken too long. */
  deadline: number;
  /** When the command came, on the clock of `performance.now()`. */
  startedAt: number;
  done(outcome: Reply | Error): void;
  /** Whether somebody still waits for the answer; where it is not told, somebody does. */
  isAwaited?(): boolean;
}

interface Write extends Task {
  work: Generator<void, Reply> | undefined;
  isPrepared: boolean;
  /** Whether a transaction with a part of it has been committed. */
  isPartlyDone: boolean;
}

/**
 * Runs commands. Reads start at once and yield every few milliseconds. Writes queue up; all that are waiting
 * share one transaction, and are answered when it is on the disk.
 */
export class Executor {
  private readonly state: ServerState;
  private readonly reads: (Task & { work: Generator<void, Reply> })[] = [];
  private writes: Write[] = [];
  private isReading = false;
  private isWriting = false;
  private isClosed = false;

  private readonly onWork: () => void;

  /** `onWork` is told of every command. */
  constructor(state: ServerState, onWork: () => void) {
    this.state = state;
    this.onWork = onWork;
  }

  /** Whether a read is under way that needs more than one turn. */
  get isReadingLong(): boolean {
    return this.reads.length > 0;
  }

  /** Whether any command has not been answered yet. */
  get isWorking(): boolean {
    return this.reads.length > 0 || this.writes.length > 0;
  }

  submit(task: Task): void {
    if (this.isClosed) {
      task.done(new DatabaseError(91, 'The server is shutting down'));
      return;
    }
    this.onWork();
    if (task.command.kind === 'read') this.startRead(task);
    else {
      this.writes.push({ ...task, work: undefined, isPrepared: false, isPartlyDone: false });
      this.scheduleWrites();
    }
  }

  /** The commands that have not been answered yet. */
  operations(): Operation[] {
    return [...this.reads, ...this.writes].map(({ context, startedAt, command }) => ({
      context,
      startedAt,
      isWrite: command.kind !== 'read',
    }));
  }

  /** Takes no more commands; what has not been committed yet is refused. */
  close(): void {
    this.isClosed = true;
    for (const task of [...this.reads, ...this.writes])
      task.done(new DatabaseError(91, 'The server is shutting down'));
    this.reads.length = 0;
    this.writes = [];
  }

  private startRead(task: Task): void {
    this.state.turn.start(readTurn);
    let result: Reply | Generator<void, Reply>;
    try {
      result = task.command.run(task.context);
    } catch (error) {
      task.done(error as Error);
      return;
    }
    if (isGenerator(result)) this.stepRead({ ...task, work: result });
    else task.done(result);
  }

  private stepRead(task: Task & { work: Generator<void, Reply> }): void {
    try {
      const reason = reasonToStop(task);
      // Thrown where it paused, so that it can put away what it had open.
      const step = reason ? task.work.throw(reason) : task.work.next();
      if (step.done) {
        task.done(step.value);
        return;
      }
    } catch (error) {
      task.done(error as Error);
      return;
    }
    this.reads.push(task);
    this.scheduleReads();
  }

  private scheduleReads(): void {
    if (this.isReading) return;
    this.isReading = true;
    setImmediate(() => {
      this.isReading = false;
      const task = this.reads.shift();
      if (!task) return;
      this.state.turn.start(readTurn);
      this.stepRead(task);
      if (this.reads.length > 0) this.scheduleReads();
    });
  }

  private scheduleWrites(): void {
    if (this.isWriting) return;
    this.isWriting = true;
    setImmediate(() => {
      this.isWriting = false;
      this.runWrites();
      if (this.writes.length > 0) this.scheduleWrites();
    });
  }

  private runWrites(): void {
    const waiting = this.writes;
    this.writes = [];
    const hasRoom = this.state.room() >= reservedRoom;
    let group: Write[] = [];
    const later: Write[] = [];
    for (const task of waiting) {
      if (!task.isPrepared && task.isAwaited?.() === false) task.done(nobodyWaits());
      else if (!hasRoom && !makesRoom(task)) this.answer(task, new DatabaseError(14031, fullDisk));
      else if (task.command.kind === 'catalogue') {
        // Tables come and go outside transactions, after the writes that were asked for before.
        later.push(...this.commit(group));
        group = [];
        this.runAlone(task);
      } else if (this.prepare(task)) group.push(task);
    }
    later.push(...this.commit(group));
    this.writes = [...later, ...this.writes];
  }

  private prepare(task: Write): boolean {
    if (task.isPrepared) return true;
    task.isPrepared = true;
    try {
      task.command.prepare?.(task.context);
      return true;
    } catch (error) {
      task.done(error as Error);
      return false;
    }
  }

  private runAlone(task: Write): void {
    try {
      task.done(finish(task.command.run(task.context)));
    } catch (error) {
      task.done(error as Error);
    }
  }

  /** Runs writes in one transaction, answers those that are done, and returns those that are not. */
  private commit(group: Write[]): Write[] {
    if (group.length === 0) return [];
    const outcomes = new Map<Write, Reply | Error>();
    try {
      this.state.store.write(() => {
        const end = performance.now() + writeTurn;
        for (const task of group) {
          if (performance.now() > end) break;
          this.state.turn.start(group.length === 1 ? writeTurn : writeShare);
          const outcome = stepWrite(task);
          if (outcome) outcomes.set(task, outcome);
        }
      });
    } catch (error) {
      return this.recover(group, error as Error);
    }
    const rest: Write[] = [];
    for (const task of group) {
      const outcome = outcomes.get(task);
      if (outcome) this.answer(task, outcome);
      else {
        task.isPartlyDone ||= task.work !== undefined;
        rest.push(task);
      }
    }
    return rest;
  }

  /**
   * The transaction failed as a whole, and nothing of it remains. Each write that began in it is tried once
   * more on its own, so that only the one at fault is refused.
   */
  private recover(group: Write[], error: Error): Write[] {
    const rest: Write[] = [];
    for (const task of group) {
      if (group.length === 1 || task.isPartlyDone) this.answer(task, error);
      else {
        task.work = undefined;
        rest.push(...this.commit([task]));
      }
    }
    return rest;
  }

  private answer(task: Write, outcome: Reply | Error): void {
    try {
      task.command.settle?.(task.context, outcome);
    } catch (error) {
      task.done(error as Error);
      return;
    }
    task.done(outcome);
  }
}

function makesRoom({ command, context }: Write): boolean {
  const { makesRoom: makes = false } = command;
  try {
    return typeof makes === 'function' ? makes(context) : makes;
  } catch {
    // What cannot be read frees nothing; what is wrong with it is told when there is room.
    return false;
  }
}

function stepWrite(task: Write): Reply | Error | undefined {
  try {
    checkDeadline(task);
    if (!task.work) {
      const result = task.command.run(task.context);
      if (!isGenerator(result)) return result;
      task.work = result;
    }
    const step = task.work.next();
    return step.done ? step.value : undefined;
  } catch (error) {
    // A refusal leaves nothing behind; anything else spoils the transaction.
    if (error instanceof DatabaseError) return error;
    throw error;
  }
}

function finish(result: Reply | Generator<void, Reply>): Reply {
  if (!isGenerator(result)) return result;
  for (;;) {
    const step = result.next();
    if (step.done) return step.value;
  }
}

function isGenerator(value: Reply | Generator<void, Reply>): value is Generator<void, Reply> {
  return typeof (value as Generator<void, Reply>).next === 'function';
}

function checkDeadline(task: Task): void {
  if (performance.now() > task.deadline) throw tooLate();
}

/** Why a read is not to go on: it takes too long, or its client has gone. Those would pile up. */
function reasonToStop(task: Task): DatabaseError | undefined {
  if (task.isAwaited?.() === false) return nobodyWaits();
  return performance.now() > task.deadline ? tooLate() : undefined;
}

function tooLate(): DatabaseError {
  return new DatabaseError(50, 'operation exceeded time limit');
}

function nobodyWaits(): DatabaseError {
  return new DatabaseError(279, 'the client has gone');
}
