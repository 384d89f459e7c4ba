import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { isGone, workerName } from '../../server/scheduler/worker-name.ts';

const named = (pid: number) => workerName('x').replace(`.${process.pid}.`, `.${pid}.`);

describe('a worker', () => {
  it('is gone when its process is, and when its id is now ours', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    expect(isGone(named(pid))).toBe(true);
    expect(isGone(workerName('an earlier one'))).toBe(true);
  });

  it('is not gone while its process runs', () => {
    expect(isGone(named(process.ppid))).toBe(false);
  });

  it('is not known to be gone when it ran elsewhere or has a name of another kind', () => {
    const [, ...rest] = workerName('x').split('.');
    expect(isGone(['elsewhere', ...rest].join('.'))).toBe(false);
    expect(isGone('host-1-abc')).toBe(false);
    expect(isGone('')).toBe(false);
  });
});
