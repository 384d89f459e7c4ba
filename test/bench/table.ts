import { isReached, type Measurement, ratioOf } from './measurement.ts';

/** The measurements as a table for a terminal. */
export function tableOf(measurements: readonly Measurement[]): string {
  const rows = [
    ['what', 'measured', 'reference', 'ratio', 'target', ''],
    ...measurements.map((measurement) => {
      const { what, value, unit, reference, target, also } = measurement;
      const ratio = ratioOf(measurement);
      const reached = isReached(measurement);
      const more = Object.entries(also ?? {}).map(([name, figure]) => `${name} ${short(figure)}`);
      return [
        more.length > 0 ? `${what} (${more.join(', ')})` : what,
        `${short(value)} ${unit}`,
        reference ? `${short(reference.value)} ${reference.what}` : '',
        ratio === undefined ? '' : `${short(ratio)}×`,
        target ? `${target.is} ${short(target.limit)}${target.of === 'ratio' ? '×' : ` ${unit}`}` : '',
        reached === undefined ? '' : reached ? 'reached' : 'missed',
      ];
    }),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** One measurement in a line, for those who wait for the table. */
export function lineOf({ what, value, unit, also }: Measurement): string {
  const more = Object.entries(also ?? {}).map(([name, figure]) => `, ${name} ${short(figure)}`);
  return `  ${what}: ${short(value)} ${unit}${more.join('')}`;
}

function short(figure: number): string {
  if (Math.abs(figure) >= 100) return Math.round(figure).toLocaleString('en');
  return String(Number(figure.toPrecision(3)));
}
