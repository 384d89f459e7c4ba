import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Explanation, LeafExplanation } from '../../shared/condition.ts';
import { withNames } from '../draft/known-names.ts';
import { rulePartsOf } from '../ui/rule-parts.ts';
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
  const { subject, operator, expected, actual, sentence } = rulePartsOf(withNames(leaf));
  const { pass } = leaf;
  return (
    <>
      <tr data-pass={pass}>
        <td>{subject}</td>
        <td className={classes.actual}>{actual ?? '—'}</td>
        <td>
          {operator} {expected}
        </td>
        <td>
          <Verdict pass={pass} />
        </td>
      </tr>
      <tr className={classes.sentence}>
        <td colSpan={4}>{sentence}</td>
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
