import { IconActivity, IconBellRinging, IconMailForward, IconUserSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './FourVerbs.module.css';

const verbs = [
  { verb: 'monitor', icon: IconActivity },
  { verb: 'recognise', icon: IconBellRinging },
  { verb: 'identify', icon: IconUserSearch },
  { verb: 'work', icon: IconMailForward },
] as const;

/** What Mooring does, in order: monitor, recognise, identify, work. A row on light pages, a column on dark ones. */
export function FourVerbs({ layout }: { layout: 'row' | 'column' }) {
  const { t } = useTranslation('pages');
  return (
    <ol className={classes.verbs} data-layout={layout}>
      {verbs.map(({ verb, icon: Icon }) => (
        <li key={verb} data-verb={verb}>
          <span className={classes.icon}>
            <Icon size={22} stroke={1.7} aria-hidden />
          </span>
          <span>
            <strong>{t(`workflows.verbs.${verb}`)}</strong>
            <span className={classes.text}>{t(`workflows.verbs.${verb}Text`)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
