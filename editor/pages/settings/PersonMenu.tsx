import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconLock, IconLockOpen, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PersonView } from '../../../shared/people.ts';
import { useChangePerson } from './use-change-person.ts';

/** Shutting out, letting in again, removing. */
export function PersonMenu({ person }: { person: PersonView }) {
  const { t } = useTranslation(['pages', 'shell']);
  const { change, remove } = useChangePerson();
  const { disabled } = person;
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={t('shell:common.actionsOf', { name: person.name || person.email })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={disabled ? <IconLockOpen size={16} /> : <IconLock size={16} />}
          onClick={() => change(person, { disabled: !disabled })}
        >
          {t(disabled ? 'settings.people.enable' : 'settings.people.disable')}
        </Menu.Item>
        <Menu.Item
          color="var(--m-error)"
          leftSection={<IconTrash size={16} />}
          onClick={() => void remove(person)}
        >
          {t('shell:common.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
