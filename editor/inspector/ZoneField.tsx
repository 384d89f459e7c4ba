import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface ZoneFieldProps {
  value: string;
  path: string;
  /** Whether “that of the contact” can be chosen. */
  ofContact?: boolean;
  onChange: (zone: string) => void;
}

/** A time zone by its name, or that of the contact. */
export function ZoneField({ value, path, ofContact = true, onChange }: ZoneFieldProps) {
  const { t } = useTranslation('inspector');
  const zones = [...(ofContact ? ['contact'] : ['UTC']), ...Intl.supportedValuesOf('timeZone')];
  return (
    <Select
      label={t('sendWindow.zone')}
      searchable
      limit={60}
      data-path={path}
      data={[...new Set(zones)].map((zone) => ({
        value: zone,
        label: zone === 'contact' ? t('sendWindow.ofContact') : zone,
      }))}
      value={value}
      onChange={(zone) => zone && onChange(zone)}
    />
  );
}
