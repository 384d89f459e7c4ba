import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createTableFiles } from '../../server/tables/table-files.ts';

const dir = join(tmpdir(), `mooring-tables-${randomBytes(4).toString('hex')}`);
const files = createTableFiles(dir);
afterAll(() => rm(dir, { recursive: true, force: true }));

async function* bytes(...parts: (string | Uint8Array)[]) {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part;
}

async function rowsOf(id: string, format?: { encoding: 'utf-8'; delimiter: string }) {
  const found = format ?? (await files.examine(id, 5));
  const rows: string[][] = [];
  for await (const batch of files.read(id, found, 2)) rows.push(...batch.rows);
  return rows;
}

async function textOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('a table as people save it', () => {
  it('says whether it tells of somebody, in its rows or in those that were refused', async () => {
    const format = { encoding: 'utf-8', delimiter: ';' } as const;
    const ada = new Set(['ada@mail.test', 'ada']);
    await files.save('told', bytes('id;mail\n1; Ada@Mail.test \n'), 1e6);
    await files.save('untold', bytes('id;mail\n1;adam@mail.test\n'), 1e6);
    expect(await files.mentions('told', format, ada)).toBe(true);
    expect(await files.mentions('untold', format, ada)).toBe(false);
    const refused = await files.refusals('untold', 0);
    await refused.add([
      ['row', 'problem', 'id', 'mail'],
      ['2', 'no name', 'ada', ''],
    ]);
    await refused.close();
    expect(await files.mentions('untold', format, ada)).toBe(true);
    expect(await files.mentions('gone', format, ada)).toBe(false);
    await files.save('torn', bytes(`id;mail\n"${'x'.repeat(1_200_000)}`), 2e6);
    expect(await files.mentions('torn', format, ada)).toBe(true);
  });

  it('is read whatever its delimiter, line ends, mark and quotes', async () => {
    await files.save(
      'a',
      bytes('\ufeffid;name\r\n1;"Kowalski; Jan"\r\n2;"said ""hi""\nand left"\r\n\r\n3;x\r\n'),
      1e6,
    );
    expect(await files.examine('a', 5)).toMatchObject({ encoding: 'utf-8', delimiter: ';' });
    expect(await rowsOf('a')).toEqual([
      ['1', 'Kowalski; Jan'],
      ['2', 'said "hi"\nand left'],
      ['3', 'x'],
    ]);
  });

  it('is read in the encoding its bytes speak for', async () => {
    const polish = Buffer.from('id,nazwa\n1,', 'latin1');
    await files.save(
      'pl',
      bytes(polish, new Uint8Array([0xa3, 0xf3, 0x64, 0x9f, 0x2c, 0x62, 0xb9, 0x6b, 0x0a])),
      1e6,
    );
    expect(await files.examine('pl', 5)).toMatchObject({ encoding: 'windows-1250' });
    expect((await rowsOf('pl'))[0]?.[1]).toBe('Łódź');
    const russian = new Uint8Array([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x0a]);
    await files.save('ru', bytes('id,name\n1,', russian), 1e6);
    expect((await rowsOf('ru'))[0]?.[1]).toBe('Привет');
    await files.save('utf16', bytes(Buffer.from('\ufeffid\tname\n1\tŁódź\n', 'utf16le')), 1e6);
    expect(await rowsOf('utf16')).toEqual([['1', 'Łódź']]);
  });

  it('keeps characters whole that two chunks share', async () => {
    const whole = Buffer.from('id,name\n1,Ł\n');
    const cut = whole.indexOf(0xc5) + 1;
    await files.save('cut', bytes(whole.subarray(0, cut), whole.subarray(cut)), 1e6);
    expect(await rowsOf('cut')).toEqual([['1', 'Ł']]);
  });

  it('is refused by name where a quote never ends, and not held in memory for it', async () => {
    await files.save('open', bytes('id,name\n1,"', 'x'.repeat(400_000), '\n2,y\n'), 1e6);
    await expect(rowsOf('open', { encoding: 'utf-8', delimiter: ',' })).rejects.toMatchObject({
      code: 'IMPORT_UNREADABLE',
    });
  });
});

describe('an upload', () => {
  it('leaves nothing behind when it is too large, empty or breaks off', async () => {
    const before = await readdir(dir);
    async function* broken() {
      yield Buffer.from('id\n');
      throw new Error('the line went dead');
    }
    await expect(files.save('big', bytes('x'.repeat(2_000)), 1_000)).rejects.toMatchObject({
      code: 'IMPORT_TOO_LARGE',
    });
    await expect(files.save('none', bytes(), 1_000)).rejects.toMatchObject({ code: 'IMPORT_EMPTY' });
    await expect(files.save('dead', broken(), 1_000)).rejects.toThrow('the line went dead');
    expect(await readdir(dir)).toEqual(before);
  });

  it('cannot be put anywhere else by its id', async () => {
    await expect(files.save('../x', bytes('id\n'), 1_000)).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' });
  });
});

describe('a table that goes out', () => {
  it('has no cell that a spreadsheet would run', async () => {
    async function* rows() {
      yield ['=1+1', '+1', '-1', '@x', '\tx', '\rx', 'fine', '-', -5];
      yield ['a "quote"', 'a,b', 'two\nlines'];
    }
    expect(await textOf(files.write(rows()))).toBe(
      '\ufeff\'=1+1,\'+1,\'-1,\'@x,\'\tx,"\'\rx",fine,\'-,-5\n"a ""quote""","a,b","two\nlines"\n',
    );
  });

  it('goes on with the list of refused rows where it was', async () => {
    const list = await files.refusals('r', 0);
    const size = await list.add([['row', 'problem']]);
    await list.add([['2', '=bad']]);
    await list.close();
    const again = await files.refusals('r', size);
    await again.add([['3', 'worse']]);
    await again.close();
    const kept = await files.readRefusals('r');
    expect(kept && (await textOf(kept))).toBe('row,problem\n3,worse\n');
  });
});
