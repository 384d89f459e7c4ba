import { readFileSync } from 'node:fs';

/** The memory of this process, in bytes. */
export interface MemoryUse {
  /** The pages of files that are mapped: of the data, and of the program itself. */
  pages: number;
  /** All that no file backs: the heap and what stands beside it. */
  heap: number;
}

/** What a system tells about this process's memory, and takes back when it is asked to. */
export interface SystemMemory {
  use(): MemoryUse;
  /** Lets go of the pages of the data that were read. They stay in the system's cache and come back when needed. */
  dropPages(): void;
  /** Gives back what was allocated outside the heap of JavaScript and is free again. */
  trim(): void;
}

/** What a Linux of any make calls its C library. */
const library = 'libc.so.6';
const dontNeed = 4;
const noHugePages = 15;

/**
 * The memory of this process as Linux sees it. `dataFile` is the mapped file, by its real path. Throws where the
 * system is another, or where its calls cannot be reached.
 */
export async function openLinuxMemory(dataFile: string): Promise<SystemMemory> {
  if (process.platform !== 'linux') throw new Error('only Linux tells how');
  const { open, define, DataType } = await import('ffi-rs');
  open({ library: 'c', path: library });
  const { I32, U64 } = DataType;
  const calls = define({
    madvise: { library: 'c', retType: I32, paramsType: [U64, U64, I32] },
    malloc_trim: { library: 'c', retType: I32, paramsType: [U64] },
  });
  let canTrim = true;
  const memory: SystemMemory = {
    use() {
      const status = readFileSync('/proc/self/status', 'latin1');
      return { pages: bytesOf(status, 'RssFile'), heap: bytesOf(status, 'RssAnon') };
    },
    dropPages() {
      // Found anew each time: LMDB maps a file that has grown once more, and keeps the older maps.
      for (const { start, length } of mapsOf(dataFile)) {
        // Otherwise a system that keeps files in huge pages makes two megabytes resident for each page read.
        calls.madvise([start, length, noHugePages]);
        calls.madvise([start, length, dontNeed]);
      }
    },
    trim() {
      if (!canTrim) return;
      try {
        calls.malloc_trim([0]);
      } catch {
        // The C library of Alpine has no such call: it gives memory back by itself.
        canTrim = false;
      }
    },
  };
  memory.dropPages();
  return memory;
}

function bytesOf(status: string, name: string): number {
  const [, kilobytes] = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status) ?? [];
  return Number(kilobytes ?? 0) * 1024;
}

/**
 * Where a file is mapped to be read and no more, and shared: only such memory holds nothing of its own that letting go
 * of it could lose.
 */
function mapsOf(file: string): { start: number; length: number }[] {
  const found: { start: number; length: number }[] = [];
  for (const line of readFileSync('/proc/self/maps', 'utf8').split('\n')) {
    const [, from, to, path] = /^([0-9a-f]+)-([0-9a-f]+) r--s \S+ \S+ \S+ +(.+)$/.exec(line) ?? [];
    if (from === undefined || to === undefined || path !== file) continue;
    const start = Number.parseInt(from, 16);
    found.push({ start, length: Number.parseInt(to, 16) - start });
  }
  return found;
}
