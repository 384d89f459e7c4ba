import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Explanation, LeafExplanation } from '../../shared/condition.ts';
import classes from './RuleExplanation.module.css';
import { rulePartsOf } from './rule-parts.ts';

interface RuleExplanationProps {
  /** The path of a branch it decided about; left out, the rules stand alone. */
  path?: string;
  explanation: Explanation;
}

/** Why a path was taken or not: per rule what was expected, what was there, and the verdict. */
export function RuleExplanation({ path, explanation }: RuleExplanationProps) {
  const { t } = useTranslation(['pages', 'words']);
  return (
    <div className={classes.box}>
      {path && (
        <p className={classes.path}>
          <Verdict pass={explanation.pass} />
          {t('contacts.why.path', {
            path: t(`words:exits.${path}` as 'words:exits.yes', { defaultValue: path }),
          })}{' '}
          {t(explanation.pass ? 'contacts.why.taken' : 'contacts.why.notTaken')}
        </p>
      )}
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('contacts.why.rule')}</th>
            <th scope="col">{t('contacts.why.expected')}</th>
            <th scope="col">{t('contacts.why.actual')}</th>
            <th scope="col">{t('contacts.why.verdict')}</th>
          </tr>
        </thead>
        <tbody>
          {explanation.leaves.map((leaf, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rules have no id and never change place.
            <Row key={index} leaf={leaf} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ leaf }: { leaf: LeafExplanation }) {
  const { t } = useTranslation('pages');
  const { subject, operator, expected, actual } = rulePartsOf(leaf);
  return (
    <tr>
      <td>{subject}</td>
      <td>
        {operator} <b>{expected}</b>
      </td>
      <td>
        {actual === undefined ? (
          <span className={classes.missing}>{t('contacts.why.missing')}</span>
        ) : (
          <b>{actual}</b>
        )}
      </td>
      <td className={classes.verdict}>
        <Verdict pass={leaf.pass} />
        {t(leaf.pass ? 'contacts.why.pass' : 'contacts.why.fail')}
      </td>
    </tr>
  );
}

function Verdict({ pass }: { pass: boolean }) {
  const Icon = pass ? IconCheck : IconX;
  return <Icon size={15} stroke={2.4} aria-hidden className={pass ? classes.pass : classes.fail} />;
}
