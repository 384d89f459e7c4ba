import i18next from 'i18next';

/** Why somebody does not enter or does not get a message, in words; unknown reasons are shown as they are. */
export function reasonText(reason: string): string {
  if (i18next.exists(`reasons.${reason}`, { ns: 'sandbox' }))
    return String(i18next.t(`reasons.${reason}` as 'reasons.condition', { ns: 'sandbox' }));
  if (i18next.exists(`reasons.${reason}`, { ns: 'words' }))
    return String(i18next.t(`reasons.${reason}` as 'reasons.bounced', { ns: 'words' }));
  return reason;
}

/** How a run ended. */
export function statusText(status: string, reason: string | undefined): string {
  const word = i18next.exists(`status.${status}`, { ns: 'words' })
    ? String(i18next.t(`status.${status}` as 'status.completed', { ns: 'words' }))
    : status;
  return reason && reason !== 'end'
    ? i18next.t('endedBecause', { ns: 'sandbox', status: word, reason: reasonText(reason) })
    : i18next.t('ended', { ns: 'sandbox', status: word });
}

/** A role in words, a person by e-mail. */
export function assigneeText(assignee: string): string {
  return i18next.exists(`roles.${assignee}`, { ns: 'words' })
    ? String(i18next.t(`roles.${assignee}` as 'roles.manager', { ns: 'words' }))
    : assignee;
}
