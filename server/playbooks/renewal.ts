import { daysUntil } from '../../shared/playbooks/rules.ts';
import { accountName } from './letter.ts';
import type { Playbook } from './playbook.ts';
import { after, cancelled, end, task, untilBefore } from './steps.ts';

const renews = '$.account.renewsAt';

/** A contract renews in 90 days: mend what is open, talk to whoever decides, then the paperwork. */
export const renewal: Playbook = {
  key: 'renewal',
  shape: () => ({
    subject: 'account',
    entry: {
      trigger: { kind: 'condition' },
      when: { all: [daysUntil(renews, 'between', [0, 90])] },
      reentry: after('180d'),
    },
    goal: { when: { all: [daysUntil(renews, '>', 180)] }, within: '120d' },
    exit: cancelled,
    start: 'mend',
    steps: {
      mend: task('7d', 'to-60'),
      'to-60': untilBefore(renews, '60d', 'sponsor'),
      sponsor: task('5d', 'to-30', 'high'),
      'to-30': untilBefore(renews, '30d', 'paper'),
      paper: task('5d', 'end', 'high'),
      end,
    },
  }),
  cases: [
    {
      account: { renewsAt: '+90d' },
      path: ['mend:next', 'to-60:next', 'sponsor:next', 'to-30:next', 'paper:next', 'end:end'],
      status: 'completed',
    },
    {
      account: { renewsAt: '+90d' },
      after: [['20d', 'Subscription Cancelled']],
      path: ['mend:next', 'to-60:event:Subscription Cancelled'],
      status: 'exited',
    },
    { account: { renewsAt: '+200d' }, path: [], status: 'notEntered' },
  ],
  words: {
    en: {
      name: 'Renewal in 90 days',
      about:
        'A contract renews in 90 days. Three tasks: resolve open issues, talk to the decision-maker, handle the paperwork.',
      steps: {
        mend: 'Resolve open issues',
        'to-60': '60 days before',
        sponsor: 'Talk to the decision-maker',
        'to-30': '30 days before',
        paper: 'Paperwork',
      },
      tasks: {
        mend: {
          title: 'Resolve open issues at {{ account.name | default: "the account" }} before the renewal',
          note: 'Check their open signals and tickets. Whatever bothers them now will be on the table in two months.',
        },
        sponsor: {
          title: 'Talk to the decision-maker at {{ account.name | default: "the account" }}',
          note: 'Bring this year’s results in their own numbers, and ask what next year needs to bring.',
        },
        paper: {
          title: 'Send the renewal paperwork to {{ account.name | default: "the account" }}',
          note: 'Seats, plan, purchase order, who signs.{% if account.mrr %} They currently pay {{ account.mrr }} a month.{% endif %}',
        },
      },
      cases: ['All the way through', 'They cancel in the meantime', 'Still a long way off'],
    },
    pl: {
      name: 'Odnowienie za 90 dni',
      about:
        'Umowa odnawia się za 90 dni. Trzy zadania: zamknąć otwarte sprawy, porozmawiać z decydentem, przygotować dokumenty.',
      steps: {
        mend: 'Zamknij otwarte sprawy',
        'to-60': '60 dni przed',
        sponsor: 'Rozmowa z decydentem',
        'to-30': '30 dni przed',
        paper: 'Dokumenty',
      },
      tasks: {
        mend: {
          title: `Zamknij otwarte sprawy w firmie${accountName} przed odnowieniem`,
          note: 'Sprawdź otwarte sygnały i zgłoszenia. To, co przeszkadza teraz, wróci w rozmowie za dwa miesiące.',
        },
        sponsor: {
          title: `Porozmawiaj z decydentem w firmie${accountName}`,
          note: 'Pokaż wyniki tego roku w ich liczbach i zapytaj, co ma przynieść kolejny.',
        },
        paper: {
          title: `Wyślij dokumenty odnowienia umowy do firmy${accountName}`,
          note: 'Liczba miejsc, plan, zamówienie, kto podpisuje.{% if account.mrr %} Dziś płacą {{ account.mrr }} miesięcznie.{% endif %}',
        },
      },
      cases: ['Do końca', 'W międzyczasie rezygnują', 'Jeszcze daleko'],
    },
    ru: {
      name: 'Продление через 90 дней',
      about:
        'Договор продлевается через 90 дней. Три задачи: закрыть открытые вопросы, поговорить с тем, кто принимает решение, подготовить документы.',
      steps: {
        mend: 'Закрыть вопросы',
        'to-60': 'За 60 дней',
        sponsor: 'Кто принимает решение',
        'to-30': 'За 30 дней',
        paper: 'Документы',
      },
      tasks: {
        mend: {
          title: `Закрыть открытые вопросы в компании${accountName} до продления`,
          note: 'Посмотрите открытые сигналы и обращения. То, что мешает сейчас, всплывёт в разговоре через два месяца.',
        },
        sponsor: {
          title: `Поговорить с тем, кто принимает решение в компании${accountName}`,
          note: 'Покажите итоги года в их цифрах и спросите, чего они ждут от следующего.',
        },
        paper: {
          title: `Отправить документы о продлении компании${accountName}`,
          note: 'Места, тариф, заказ, кто подписывает.{% if account.mrr %} Сейчас платят {{ account.mrr }} в месяц.{% endif %}',
        },
      },
      cases: ['До конца', 'Тем временем отменяют подписку', 'Ещё далеко'],
    },
  },
};
