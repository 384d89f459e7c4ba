import type { billing as english } from '../../en/pages/billing.ts';
import type { Translation } from '../../translation.ts';

export const billing: Translation<typeof english> = {
  title: 'Биллинг (Stripe)',
  about: 'Карты, счета, подписки и пробные периоды становятся событиями и полями аккаунтов.',
  address: 'Адрес вебхука',
  missing: 'Ещё не задано: {{variables}}.',
  connected: 'Сопоставлено клиентов: {{mapped}}, осталось: {{open}}.',
  open: 'Клиент без аккаунта',
  waiting: 'Ждущие уведомления',
  account: 'Идентификатор аккаунта',
  accountOf: 'Аккаунт: {{name}}',
  choose: 'Сопоставить',
  ignore: 'Пропустить',
  none: 'Все клиенты сопоставлены.',
};
