import { describe, expect, it } from 'vitest';
import { diskRoom } from '../server/doctor.ts';

const megabyte = 1024 ** 2;

describe('the doctor, about room for the embedded database', () => {
  it('is content with plenty, and where no limit is known', () => {
    expect(diskRoom(5_000 * megabyte)).toEqual({ isFine: true, text: 'Room for data: 5000 MB' });
    expect(diskRoom(Number.POSITIVE_INFINITY).isFine).toBe(true);
  });

  it('warns while there is still time to make room', () => {
    const { isFine, text } = diskRoom(700 * megabyte);
    expect(isFine).toBe(false);
    expect(text).toBe(
      'DATA_DIR: 700 MB are left. Below 128 MB the database takes no more writes: make room before that.',
    );
  });

  it('says that nothing is written any more, and what to do', () => {
    expect(diskRoom(127 * megabyte).text).toBe(
      'DATA_DIR: only 127 MB are free. Below 128 MB the database takes no more writes: make room, or move it to a larger disk.',
    );
  });
});
