import { useTranslation } from 'react-i18next';
import type { SegmentView } from '../../../shared/segment.ts';
import { TextLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/Panel.tsx';
import classes from '../accounts/accounts.module.css';

/** The workflows, segments and signals that read a segment. */
export function UsedBy({ users }: { users: SegmentView['usedBy'] }) {
  const { t } = useTranslation('pages');
  return (
    <Panel title={t('segments.usedBy')}>
      {users.length === 0 && <span className={classes.dim}>{t('segments.usedByNone')}</span>}
      <ul className={classes.lines}>
        {users.map(({ kind, id, name }) => (
          <li key={`${kind} ${id}`}>
            {kind === 'workflow' && (
              <TextLink size="sm" to="/workflows/$id" params={{ id }}>
                {name || t('workflows.untitled')}
              </TextLink>
            )}
            {kind === 'segment' && (
              <TextLink size="sm" to="/segments/$key" params={{ key: id }}>
                {name}
              </TextLink>
            )}
            {kind === 'signal' && name}
            <span className={classes.dim}>{t(`segments.kind.${kind}`)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
