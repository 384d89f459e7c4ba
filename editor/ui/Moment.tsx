import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatDateTime, formatRelative, formatTime } from '../i18n/format.ts';

/** A moment as people say it; the exact time shows on pointing and is what screen readers get besides. */
export function Moment({ at, as = 'relative' }: { at: string; as?: 'relative' | 'time' | 'exact' }) {
  const { i18n } = useTranslation();
  const language = i18n.language;
  const exact = formatDateTime(at, language);
  const shown =
    as === 'relative' ? formatRelative(at, language) : as === 'time' ? formatTime(at, language) : exact;
  return (
    <Tooltip label={exact} disabled={as === 'exact'}>
      <time dateTime={at} style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
        {shown}
      </time>
    </Tooltip>
  );
}
