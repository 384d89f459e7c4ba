import { health } from '../../shared/playbooks/rules.ts';
import type { Playbook } from './playbook.ts';
import { after, cancelled, end, task, untilDone, untilTrue } from './steps.ts';

/** Two weeks at risk: the rescue gets a plan, somebody who carries it, and a date to look again. */
export const poorHealth: Playbook = {
  key: 'poor-health',
  shape: () => ({
    subject: 'account',
    entry: { trigger: { kind: 'condition' }, when: { all: [health('<', 40)] }, reentry: after('60d') },
    goal: { when: { all: [health('>=', 70)] }, within: '90d' },
    exit: cancelled,
    start: 'lasting',
    steps: {
      lasting: untilTrue({ all: [health('>=', 40)] }, '14d', 'end', 'plan'),
      plan: task('2d', 'planned', 'high'),
      planned: untilDone('plan', '14d', 'better', 'escalate'),
      escalate: task('1d', 'better', 'high', 'manager'),
      better: untilTrue({ all: [health('>=', 40)] }, '30d', 'end', 'decide'),
      decide: task('3d', 'end'),
      end,
    },
  }),
  cases: [
    {
      health: 31,
      choices: { planned: 'done' },
      path: ['lasting:timeout', 'plan:next', 'planned:done', 'better:timeout', 'decide:next', 'end:end'],
      status: 'completed',
    },
    {
      health: 22,
      path: [
        'lasting:timeout',
        'plan:next',
        'planned:timeout',
        'escalate:next',
        'better:timeout',
        'decide:next',
        'end:end',
      ],
      status: 'completed',
    },
    { health: 64, path: [], status: 'notEntered' },
  ],
  words: {
    en: {
      name: 'Persistent poor health',
      about:
        'An account has been at risk for two weeks. Its rescue gets a plan, somebody who carries it, and a day to decide.',
      steps: {
        lasting: 'Still at risk in two weeks?',
        plan: 'Make a plan',
        planned: 'Is there a plan?',
        escalate: 'Ask a manager',
        better: 'Getting better?',
        decide: 'Decide',
      },
      tasks: {
        plan: {
          title: 'Make a plan for {{ account.name | default: "the account" }}',
          note: 'Write down the reason, the next step and who does it. One reason is enough to begin with.',
          opensCase: { reason: 'At risk for two weeks' },
        },
        escalate: {
          title: '{{ account.name | default: "An account" }} has been at risk for a month without a plan',
          note: 'Say who takes care of it.',
        },
        decide: {
          title:
            'Decide about {{ account.name | default: "the account" }}: go on, change the plan, or let go',
          note: 'A month of work has not moved the score.',
        },
      },
      cases: ['A plan is made', 'Nobody makes a plan', 'Healthy enough'],
    },
    pl: {
      name: 'Trwale słaba kondycja',
      about:
        'Firma jest zagrożona od dwóch tygodni. Ratunek dostaje plan, osobę odpowiedzialną i dzień decyzji.',
      steps: {
        lasting: 'Zagrożona po dwóch tygodniach?',
        plan: 'Ułóż plan',
        planned: 'Jest plan?',
        escalate: 'Zapytaj kierownika',
        better: 'Jest lepiej?',
        decide: 'Zdecyduj',
      },
      tasks: {
        plan: {
          title: 'Ułóż plan dla firmy {{ account.name | default: "" }}',
          note: 'Zapisz przyczynę, następny krok i kto go robi. Na początek wystarczy jedna przyczyna.',
          opensCase: { reason: 'Zagrożona od dwóch tygodni' },
        },
        escalate: {
          title: 'Firma {{ account.name | default: "" }} jest zagrożona od miesiąca i nie ma planu',
          note: 'Wskaż, kto się tym zajmie.',
        },
        decide: {
          title: 'Zdecyduj o firmie {{ account.name | default: "" }}: dalej, inny plan czy odpuścić',
          note: 'Miesiąc pracy nie zmienił wyniku.',
        },
      },
      cases: ['Plan powstaje', 'Nikt nie układa planu', 'Kondycja wystarczająca'],
    },
    ru: {
      name: 'Долго под угрозой',
      about: 'Компания под угрозой уже две недели. Спасение получает план, ответственного и день решения.',
      steps: {
        lasting: 'Под угрозой две недели?',
        plan: 'Составить план',
        planned: 'План есть?',
        escalate: 'Спросить руководителя',
        better: 'Становится лучше?',
        decide: 'Решить',
      },
      tasks: {
        plan: {
          title: 'Составить план для компании {{ account.name | default: "" }}',
          note: 'Запишите причину, следующий шаг и кто его делает. Для начала хватит одной причины.',
          opensCase: { reason: 'Под угрозой две недели' },
        },
        escalate: {
          title: 'Компания {{ account.name | default: "" }} месяц под угрозой без плана',
          note: 'Скажите, кто этим займётся.',
        },
        decide: {
          title:
            'Решить, что делать с компанией {{ account.name | default: "" }}: продолжать, менять план или отпустить',
          note: 'Месяц работы не изменил оценку.',
        },
      },
      cases: ['План составлен', 'Плана никто не составил', 'Здоровье достаточное'],
    },
  },
};
