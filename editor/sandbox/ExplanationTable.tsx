import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Explanation, Leaf, LeafExplanation } from '../../shared/condition.ts';
import { formatValue } from '../../shared/vocabulary/format-value.ts';
import { readOperator } from '../../shared/vocabulary/operators.ts';
import { decisionSentence } from '../../shared/vocabulary/sentences.ts';
import { subjectOf } from '../../shared/vocabulary/subjects.ts';
import { wordsFor } from '../../shared/vocabulary/words.ts';
import { currentLanguage } from '../i18n/language.ts';
import classes from './sandbox.module.css';

/** Every rule of a condition: what it looked at, what it found, what it wanted, and whether that held. */
export function ExplanationTable({ title, explanation }: { title: string; explanation: Explanation }) {
  const { t } = useTranslation('sandbox');
  return (
    <table className={classes.table}>
      <caption>
        {title} <Verdict pass={explanation.pass} />
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('columns.what')}</th>
          <th scope="col">{t('columns.actual')}</th>
          <th scope="col">{t('columns.wanted')}</th>
          <th scope="col">{t('columns.verdict')}</th>
        </tr>
      </thead>
      <tbody>
        {explanation.leaves.map((leaf, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity but their place.
          <Row key={index} leaf={leaf} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ leaf }: { leaf: LeafExplanation }) {
  const language = currentLanguage();
  const { fact, params, path, operator, expected, actual, pass, sentence } = leaf;
  const rule: Leaf = { fact, params, path, operator, value: expected };
  const name = readOperator(operator);
  return (
    <>
      <tr data-pass={pass}>
        <td>{attempt(() => subjectOf(rule, language, () => '…'), fact)}</td>
        <td className={classes.actual}>{actual === undefined ? '—' : formatValue(actual, language)}</td>
        <td>
          {name && name.decorators.length === 0 ? wordsFor(`operators.${name.name}`, language) : operator}{' '}
          {formatValue(expected, language)}
        </td>
        <td>
          <Verdict pass={pass} />
        </td>
      </tr>
      <tr className={classes.sentence}>
        <td colSpan={4}>{attempt(() => decisionSentence(rule, actual, pass, language), sentence)}</td>
      </tr>
    </>
  );
}

function Verdict({ pass }: { pass: boolean }) {
  const { t } = useTranslation('sandbox');
  const Icon = pass ? IconCheck : IconX;
  return (
    <span
      className={classes.mark}
      data-good={pass || undefined}
      role="img"
      aria-label={pass ? t('holds') : t('fails')}
    >
      <Icon size={15} stroke={2.6} aria-hidden />
    </span>
  );
}

/** The words of a rule this version does not know are the server's. */
function attempt(say: () => string, otherwise: string): string {
  try {
    return say();
  } catch {
    return otherwise;
  }
}
