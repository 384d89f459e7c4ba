import { health } from '../../shared/playbooks/rules.ts';
import type { Playbook } from './playbook.ts';
import { after, cancelled, end, task, untilTrue } from './steps.ts';

/** Healthy for two months: a good moment to ask for a reference, by a person. */
export const referenceRequest: Playbook = {
  key: 'reference-request',
  shape: () => ({
    subject: 'account',
    entry: { trigger: { kind: 'condition' }, when: { all: [health('>=', 70)] }, reentry: after('365d') },
    exit: cancelled,
    priority: 'low',
    start: 'lasting',
    steps: {
      lasting: untilTrue({ all: [health('<', 70)] }, '60d', 'end', 'ask'),
      ask: task('7d', 'end', 'low'),
      end,
    },
  }),
  cases: [
    { health: 88, path: ['lasting:timeout', 'ask:next', 'end:end'], status: 'completed' },
    { health: 55, path: [], status: 'notEntered' },
    {
      health: 91,
      after: [['30d', 'Subscription Cancelled']],
      path: ['lasting:event:Subscription Cancelled'],
      status: 'exited',
    },
  ],
  words: {
    en: {
      name: 'Reference request',
      about: 'An account has been healthy for two months. A person asks whether they would speak about it.',
      steps: { lasting: 'Healthy for 60 days?', ask: 'Ask for a reference' },
      tasks: {
        ask: {
          title: 'Ask {{ account.name | default: "the account" }} for a reference',
          note: 'Name one result of theirs, ask for one sentence, and let them choose whether their name stands below it.',
        },
      },
      cases: ['Healthy throughout', 'Not healthy', 'They cancel meanwhile'],
    },
    pl: {
      name: 'Prośba o referencje',
      about: 'Firma od dwóch miesięcy jest w dobrej kondycji. Człowiek pyta, czy zechcą o tym opowiedzieć.',
      steps: { lasting: 'W dobrej kondycji od 60 dni?', ask: 'Poproś o referencje' },
      tasks: {
        ask: {
          title: 'Poproś firmę {{ account.name | default: "" }} o referencje',
          note: 'Wspomnij jeden ich wynik, poproś o jedno zdanie i pozwól wybrać, czy ma się pod nim znaleźć nazwisko.',
        },
      },
      cases: ['Cały czas w dobrej kondycji', 'Kondycja za słaba', 'W międzyczasie rezygnują'],
    },
    ru: {
      name: 'Просьба об отзыве',
      about: 'Компания здорова уже два месяца. Человек спрашивает, не расскажут ли они об этом.',
      steps: { lasting: 'Здоровы 60 дней?', ask: 'Попросить отзыв' },
      tasks: {
        ask: {
          title: 'Попросить отзыв: {{ account.name | default: "компания" }}',
          note: 'Назовите один их результат, попросите одну фразу и дайте выбрать, подписывать ли её именем.',
        },
      },
      cases: ['Здоровы всё время', 'Здоровье недостаточное', 'Тем временем отказываются'],
    },
  },
};
