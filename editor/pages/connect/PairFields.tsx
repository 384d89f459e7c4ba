import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './HookPage.module.css';

type Pairs = readonly (readonly [from: string, to: string])[];

interface PairFieldsProps {
  legend: string;
  hint: string;
  from: string;
  to: string;
  add: string;
  pairs: Pairs;
  onChange: (pairs: Pairs) => void;
}

/** Names and what each becomes; the first of a pair is written once, so that two never share it. */
export function PairFields({ legend, hint, from, to, add, pairs, onChange }: PairFieldsProps) {
  const { t } = useTranslation('shell');
  const [name, setName] = useState('');
  const isTaken = pairs.some(([taken]) => taken === name.trim());
  function addPair(event: FormEvent | KeyboardEvent) {
    // The fields stand in a form of their own page, which Enter must not send.
    event.preventDefault();
    if (!name.trim() || isTaken) return;
    onChange([...pairs, [name.trim(), '']]);
    setName('');
  }
  return (
    <fieldset className={classes.pairs}>
      <legend>{legend}</legend>
      <p className={classes.hint}>{hint}</p>
      {pairs.map(([key, value]) => (
        <div key={key} className={classes.pair}>
          <code>{key}</code>
          <TextInput
            size="sm"
            aria-label={`${to}: ${key}`}
            spellCheck={false}
            value={value}
            onChange={({ currentTarget }) =>
              onChange(pairs.map((pair) => (pair[0] === key ? [key, currentTarget.value] : pair)))
            }
          />
          <ActionIcon
            aria-label={`${t('common.remove')}: ${key}`}
            onClick={() => onChange(pairs.filter(([other]) => other !== key))}
          >
            <IconTrash size={15} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <div className={classes.pair}>
        <TextInput
          size="sm"
          aria-label={`${legend}: ${from}`}
          placeholder={from}
          maxLength={100}
          spellCheck={false}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && addPair(event)}
        />
        <Button
          size="sm"
          variant="default"
          justify="flex-start"
          leftSection={<IconPlus size={15} aria-hidden />}
          disabled={!name.trim() || isTaken}
          onClick={addPair}
        >
          {add}
        </Button>
      </div>
    </fieldset>
  );
}
