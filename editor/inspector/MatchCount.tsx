import { ActionIcon, Skeleton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconRefresh } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { RootCondition } from '../../shared/condition.ts';
import type { SubjectKind } from '../../shared/segment.ts';
import { api } from '../api-client.ts';
import { formatNumber, formatShare } from '../i18n/format.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { TextLink } from '../ui/links.tsx';
import classes from './MatchCount.module.css';
import { whyUncounted } from './why-uncounted.ts';

/** Long enough that typing a number asks once. */
const PAUSE = 400;

interface MatchCountProps {
  when: RootCondition;
  /** Who is counted; people unless given. */
  subject?: SubjectKind;
  isSmall?: boolean | undefined;
}

/** For how many a condition holds now, and three of them; asked again when it changes. */
export function MatchCount({ when, subject = 'contact', isSmall }: MatchCountProps) {
  const { t } = useTranslation('inspector');
  const [settled] = useDebouncedValue(when, PAUSE);
  const reason = useMemo(() => whyUncounted(settled, subject), [settled, subject]);
  const { data, isError, isFetching, refetch } = useQuery({
    queryKey: ['condition-count', subject, settled],
    queryFn: ({ signal }) => api.countCondition({ body: { when: settled, subject }, signal }),
    enabled: reason === undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });
  if (reason !== undefined || isError)
    return <p className={classes.note}>{t(`count.${reason ?? 'failed'}`)}</p>;
  if (!data) return <Skeleton height={112} radius={12} role="status" aria-label={t('count.counting')} />;
  const { matching, total, sample, approximate, margin } = data;
  const share = total === 0 ? 0 : matching / total;
  const ofAll = subject === 'account' ? 'count.ofAccounts' : 'count.ofAll';
  if (isSmall)
    return (
      <p className={classes.note} aria-busy={isFetching || settled !== when}>
        <Trans ns="inspector" i18nKey={ofAll} count={total} values={{ matching }} />
        {approximate && ` ${t('count.approximate', { margin })}`}
      </p>
    );
  return (
    <section
      className={classes.count}
      aria-label={t('count.label')}
      aria-busy={isFetching || settled !== when}
    >
      <div className={classes.head}>
        <b>
          {approximate && '≈ '}
          {formatNumber(matching)}
        </b>
        <ActionIcon aria-label={t('count.again')} loading={isFetching} onClick={() => refetch()}>
          <IconRefresh size={16} />
        </ActionIcon>
      </div>
      <p className={classes.words}>
        <Trans ns="inspector" i18nKey={ofAll} count={total} values={{ matching }} />
      </p>
      <span className={classes.meter} aria-hidden>
        <i style={{ width: `${share * 100}%` }} />
      </span>
      <div className={classes.shares}>
        <span>
          {t('count.yes')} <b>{formatShare(share)}</b>
        </span>
        <span>
          {t('count.no')} <b>{formatShare(1 - share)}</b>
        </span>
      </div>
      {approximate && <p className={classes.note}>{t('count.approximate', { margin })}</p>}
      {sample.length > 0 && (
        <ul className={classes.people} aria-label={t('count.who')}>
          {sample.map(({ id, userId, name }) => (
            <li key={id}>
              <Avatar name={name} />
              {userId === undefined ? (
                name
              ) : (
                <TextLink to="/contacts/$userId" params={{ userId }} target="_blank" inherit>
                  {name}
                </TextLink>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
