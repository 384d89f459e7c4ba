import { SegmentedControl } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangePicture } from './ChangePicture.tsx';
import classes from './Chart.module.css';
import { ChartTip, nearest } from './ChartTip.tsx';
import { ScrollBox } from './ScrollBox.tsx';

export interface ChartPoint {
  /** Names the point for good. */
  id: string;
  /** As it stands under the chart and in the table. */
  label: string;
  value: number;
  /** What goes below the line, where a chart shows coming and going. */
  below?: number;
  /** Further cells of its row in the table, and of its tip. */
  notes?: readonly string[];
}

export interface ChartProps {
  /** What the chart shows, for screen readers and as the table’s name. */
  label: string;
  /** `change` has bars on both sides of a line. */
  kind: 'line' | 'bars' | 'change';
  points: readonly ChartPoint[];
  /** Headers of the table: of the labels, the values and the notes. */
  headers: readonly string[];
  format: (value: number) => string;
  /** A level to compare with, e.g. what is usual or a limit. */
  reference?: { value: number; label: string } | undefined;
  height?: number;
  /** Where bars lead to something, e.g. the accounts of a month. */
  onPick?: (id: string) => void;
  picked?: string | undefined;
  /** What stands beside the switch to the table. */
  children?: ReactNode;
}

/** Numbers over time as a line or as bars; the same numbers stand in a table that is one switch away. */
export function Chart(props: ChartProps) {
  const { t } = useTranslation('pages');
  const [as, setAs] = useState('chart');
  return (
    <div className={classes.chart}>
      <div className={classes.head}>
        <div className={classes.words}>{props.children}</div>
        <SegmentedControl
          size="xs"
          value={as}
          onChange={setAs}
          aria-label={t('charts.shownAs', { label: props.label })}
          data={[
            { value: 'chart', label: <Sign icon={IconChartBar} text={t('charts.chart')} /> },
            { value: 'table', label: <Sign icon={IconTable} text={t('charts.table')} /> },
          ]}
        />
      </div>
      {as === 'table' && <Rows {...props} />}
      {as === 'chart' && props.kind === 'change' && <ChangePicture {...props} height={props.height ?? 150} />}
      {as === 'chart' && props.kind !== 'change' && <Picture {...props} />}
    </div>
  );
}

function Sign({ icon: Icon, text }: { icon: typeof IconTable; text: string }) {
  return (
    <span className={classes.sign} title={text}>
      <Icon size={15} aria-hidden />
      <span className={classes.hidden}>{text}</span>
    </span>
  );
}

function Rows({ label, points, headers, format }: ChartProps) {
  return (
    <ScrollBox label={label}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {headers.map((header, index) => (
              <th key={header} scope="col" data-align={index > 0 ? 'end' : undefined}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map(({ id, label: name, value, notes = [] }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td data-align="end">{format(value)}</td>
              {notes.map((note, index) => (
                <td key={headers[index + 2] ?? index} data-align="end">
                  {note}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

const WIDTH = 600;
/** Bars leave room for the number above the highest. */
const BAR_ROOM = 1.18;

function Picture(props: ChartProps) {
  const { label, kind, points, format, reference, height = 150, onPick, picked } = props;
  const [pointed, setPointed] = useState<number>();
  const top =
    Math.max(...points.map(({ value }) => value), reference?.value ?? 0) *
      (kind === 'bars' ? BAR_ROOM : 1.08) || 1;
  const y = (value: number) => height - (Math.max(0, value) / top) * height;
  const step = WIDTH / Math.max(1, kind === 'line' ? points.length - 1 : points.length);
  const first = points[0];
  const last = points.at(-1);
  return (
    <figure className={classes.figure} aria-label={label}>
      <div
        className={classes.plot}
        style={{ height }}
        onPointerMove={(event) => kind === 'line' && setPointed(nearest(event, points.length))}
        onPointerLeave={() => setPointed(undefined)}
      >
        {kind === 'line' && pointed === undefined && (
          // On the lower end of the line, so as not to lie on it.
          <span
            className={classes.top}
            data-side={!reference && (first?.value ?? 0) < (last?.value ?? 0) ? 'left' : undefined}
          >
            {format(top / 1.08)}
          </span>
        )}
        {kind === 'bars' &&
          points.map(({ id, value }, index) => (
            <span
              key={id}
              className={classes.value}
              aria-hidden
              style={{ left: `${((index + 0.5) / points.length) * 100}%`, top: y(value) }}
            >
              {format(value)}
            </span>
          ))}
        <svg
          className={classes.svg}
          viewBox={`0 0 ${WIDTH} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={label}
        >
          <line className={classes.base} x1={0} x2={WIDTH} y1={height - 0.5} y2={height - 0.5} />
          {reference && (
            <line
              className={classes.reference}
              x1={0}
              x2={WIDTH}
              y1={y(reference.value)}
              y2={y(reference.value)}
            />
          )}
          {kind === 'line' ? (
            <Line
              points={points.map(({ value }, index) => [index * step, y(value)] as const)}
              height={height}
            />
          ) : (
            points.map(({ id, value }, index) => (
              <rect
                key={id}
                className={classes.bar}
                data-picked={id === picked || undefined}
                x={index * step + step * 0.14}
                width={step * 0.72}
                y={y(value)}
                height={height - y(value)}
                rx={2}
              />
            ))
          )}
        </svg>
        {kind === 'line' && pointed !== undefined && (
          <ChartTip {...props} index={pointed} top={y(points[pointed]?.value ?? 0)} />
        )}
        {reference && (
          <span className={classes.level} style={{ top: y(reference.value) }}>
            {reference.label}
          </span>
        )}
      </div>
      {kind === 'bars' ? (
        <div className={classes.labels}>
          {points.map(({ id, label: name, value, notes = [] }) =>
            onPick ? (
              <button
                key={id}
                type="button"
                className={classes.pick}
                aria-pressed={id === picked}
                aria-label={[name, format(value), ...notes].join(', ')}
                onClick={() => onPick(id)}
              >
                {name}
              </button>
            ) : (
              <span key={id} title={[name, format(value), ...notes].join(' · ')}>
                {name}
              </span>
            ),
          )}
        </div>
      ) : (
        <div className={classes.ends}>
          <span>{first?.label}</span>
          <span>{last?.label}</span>
        </div>
      )}
    </figure>
  );
}

function Line({ points, height }: { points: readonly (readonly [x: number, y: number])[]; height: number }) {
  const path = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(' ');
  const [end] = points.slice(-1);
  if (!end) return null;
  return (
    <>
      <path className={classes.area} d={`${path} L${end[0]} ${height} L0 ${height} Z`} />
      <path className={classes.line} d={path} />
    </>
  );
}
