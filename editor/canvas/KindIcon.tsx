import './step.css';
import { kindLook, type LookName } from './kind-look.ts';

/** The coloured tile with a kind's picture. */
export function KindIcon({ kind, size = 38 }: { kind: LookName; size?: number }) {
  const { icon: Icon, tone } = kindLook[kind];
  return (
    <span className="mo-tile" data-tone={tone} style={{ width: size, height: size }} aria-hidden>
      <Icon size={Math.round(size * 0.54)} stroke={1.8} />
    </span>
  );
}
