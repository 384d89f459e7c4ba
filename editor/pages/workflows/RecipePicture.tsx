import type { RecipeName } from './recipes.ts';

type Kind = 'trigger' | 'rule' | 'wait' | 'action';

/** A small drawing of a recipe's canvas: which kinds of steps follow each other. Decoration; the words say it. */
export function RecipePicture({ name }: { name: RecipeName }) {
  return (
    <svg viewBox="0 0 320 128" aria-hidden="true">
      {name === 'payment' ? (
        <>
          <Line d="M66 64 H254" />
          <Card kind="trigger" x={14} y={46} />
          <Card kind="action" x={94} y={46} />
          <Card kind="wait" x={174} y={46} round />
          <Card kind="action" x={254} y={46} />
        </>
      ) : (
        <>
          <Line d="M66 64 H180 M180 64 C206 64 196 32 226 32 M180 64 C206 64 196 96 226 96" />
          <Card kind="trigger" x={14} y={46} />
          <Card kind="rule" x={118} y={46} />
          <Card kind="action" x={226} y={14} />
          <Card kind="action" x={226} y={78} />
        </>
      )}
    </svg>
  );
}

function Line({ d }: { d: string }) {
  return <path d={d} fill="none" stroke="var(--m-edge)" strokeWidth="1.6" />;
}

function Card({ kind, x, y, round }: { kind: Kind; x: number; y: number; round?: boolean }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect width="52" height="36" rx={round ? 18 : 8} fill="var(--m-panel)" stroke="var(--m-line-strong)" />
      <rect x="8" y="9" width="18" height="18" rx="5" fill={`var(--m-${kind}-bg)`} />
      <circle cx="17" cy="18" r="4" fill={`var(--m-${kind})`} />
      <rect x="31" y="12" width="14" height="4" rx="2" fill="var(--m-line-strong)" />
      <rect x="31" y="20" width="9" height="4" rx="2" fill="var(--m-line)" />
    </g>
  );
}
