import { useTranslation } from 'react-i18next';
import { nameIn } from '../../canvas/step-words.ts';
import { useDraft } from '../../draft/draft-store.ts';
import { usePresence } from '../../draft/presence.ts';
import { select } from '../../draft/view-store.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Hint } from '../../ui/Hint.tsx';
import classes from './editor.module.css';

const SHOWN = 4;

/** Who else has the workflow open; a click leads to the step they are at. */
export function PresentPeople() {
  const { t } = useTranslation('canvas');
  const others = usePresence((presence) => presence.others);
  const workflow = useDraft(({ history }) => history.present);
  if (others.length === 0) return null;
  return (
    <ul className={classes.people} aria-label={t('presence.label')}>
      {others.slice(0, SHOWN).map(({ id, name, step }) => {
        const isAt = step !== undefined && Object.hasOwn(workflow.steps, step);
        const label = isAt
          ? t('presence.at', { name, step: nameIn(workflow, step) })
          : t('presence.here', { name });
        return (
          <li key={id}>
            <Hint label={label}>
              <button
                type="button"
                aria-label={label}
                aria-disabled={!isAt}
                onClick={() => isAt && select(step, { centre: true })}
              >
                <Avatar name={name} size={26} />
              </button>
            </Hint>
          </li>
        );
      })}
      {others.length > SHOWN && <li>+{others.length - SHOWN}</li>}
    </ul>
  );
}
