import { useTranslation } from 'react-i18next';
import { formatAge, formatDateTime, formatRelative, formatTime } from '../i18n/format.ts';
import { Hint } from './Hint.tsx';

/** How it is said: how far away, for how long, at what time of the day, or in full. */
const ways = {
  relative: formatRelative,
  age: formatAge,
  time: formatTime,
  exact: formatDateTime,
} satisfies Record<string, (at: string, language: string) => string>;

/** A moment as people say it; the exact time shows on pointing and is what screen readers get besides. */
export function Moment({ at, as = 'relative' }: { at: string; as?: keyof typeof ways }) {
  const { i18n } = useTranslation();
  const language = i18n.language;
  const exact = formatDateTime(at, language);
  const shown = ways[as](at, language);
  return (
    <Hint label={exact} disabled={as === 'exact'}>
      <time dateTime={at} style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
        {shown}
      </time>
    </Hint>
  );
}
