import { notifications } from '@mantine/notifications';
import { errorText } from '../i18n/problem-text.ts';

/** Says in a toast that something is done. */
export function tell(message: string): void {
  notifications.show({ message, color: 'teal', withBorder: true });
}

/** Says in a toast what went wrong, for failures that have no better place. */
export function tellError(error: unknown): void {
  notifications.show({ message: errorText(error), color: 'red', withBorder: true, autoClose: 8_000 });
}
