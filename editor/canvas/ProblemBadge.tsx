import { IconAlertCircleFilled, IconAlertTriangleFilled } from '@tabler/icons-react';

/** The mark on a step that has problems; the step's name says how many. */
export function ProblemBadge({ errors, warnings }: { errors: number; warnings: number }) {
  if (errors + warnings === 0) return null;
  const Icon = errors > 0 ? IconAlertCircleFilled : IconAlertTriangleFilled;
  return (
    <span className="mo-badge" data-severity={errors > 0 ? 'error' : 'warning'} aria-hidden>
      <Icon size={20} />
    </span>
  );
}
