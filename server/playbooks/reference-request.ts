import { health } from '../../shared/playbooks/rules.ts';
import { accountName } from './letter.ts';
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
      about: 'An account has been healthy for two months. A person asks for a reference.',
      steps: { lasting: 'Healthy for 60 days?', ask: 'Ask for a reference' },
      tasks: {
        ask: {
          title: 'Ask {{ account.name | default: "the account" }} for a reference',
          note: 'Mention one of their results, ask for one sentence, and let them choose whether to be named.',
        },
      },
      cases: ['Healthy throughout', 'Not healthy', 'They cancel in the meantime'],
    },
    pl: {
      name: 'Prośba o referencje',
      about: 'Firma od dwóch miesięcy jest w dobrej kondycji. Człowiek prosi o referencje.',
      steps: { lasting: 'W dobrej kondycji od 60 dni?', ask: 'Poproś o referencje' },
      tasks: {
        ask: {
          title: `Poproś firmę${accountName} o referencje`,
          note: 'Wspomnij jeden z ich wyników, poproś o jedno zdanie i pozwól wybrać, czy podpiszą się nazwiskiem.',
        },
      },
      cases: ['Cały czas w dobrej kondycji', 'Kondycja za słaba', 'W międzyczasie rezygnują'],
    },
    ru: {
      name: 'Просьба об отзыве',
      about: 'Здоровье компании в порядке уже два месяца. Человек просит об отзыве.',
      steps: { lasting: 'В порядке 60 дней?', ask: 'Попросить отзыв' },
      tasks: {
        ask: {
          title: `Попросить отзыв у компании${accountName}`,
          note: 'Назовите один их результат, попросите одну фразу и дайте выбрать, подписываться ли именем.',
        },
      },
      cases: ['В порядке всё время', 'Здоровье недостаточное', 'Тем временем отменяют подписку'],
    },
  },
};
