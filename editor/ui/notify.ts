import { type NotificationData, notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { errorText } from '../i18n/problem-text.ts';

/** Says in a toast that something is done. */
export function tell(message: string): void {
  showToast({ message, color: 'teal' });
}

/** Says in a toast what went wrong, for failures that have no better place. */
export function tellError(error: unknown): void {
  tellFailure(errorText(error));
}

/** Says in a toast what went wrong, in words of its own. */
export function tellFailure(message: string): void {
  showToast({ message, color: 'red', autoClose: 8_000 });
}

/** Shows a toast as all of them look; answers its id. */
export function showToast(toast: NotificationData): string {
  return notifications.show({
    withBorder: true,
    closeButtonProps: { 'aria-label': i18next.t('common.close', { ns: 'shell' }) },
    ...toast,
  });
}
