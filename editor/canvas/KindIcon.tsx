import './step.css';
import type { TriggerKind } from '../../shared/triggers/index.ts';
import { kindLook, type LookName, triggerIcons } from './kind-look.ts';

interface KindIconProps {
  kind: LookName;
  /** What kind of trigger it is, where it is one. */
  trigger?: TriggerKind | undefined;
  size?: number;
}

/** The coloured tile with a kind's picture. */
export function KindIcon({ kind, trigger, size = 38 }: KindIconProps) {
  const { icon, tone } = kindLook[kind];
  const Icon = trigger === undefined ? icon : triggerIcons[trigger];
  return (
    <span className="mo-tile" data-tone={tone} style={{ width: size, height: size }} aria-hidden>
      <Icon size={Math.round(size * 0.54)} stroke={1.8} />
    </span>
  );
}
