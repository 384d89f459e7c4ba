import { health } from '../../shared/playbooks/rules.ts';
import { accountName } from './letter.ts';
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
        'An account has been at risk for two weeks. Someone takes charge, makes a plan, and decides a month later.',
      steps: {
        lasting: 'Still at risk after two weeks?',
        plan: 'Make a plan',
        planned: 'Is there a plan?',
        escalate: 'Escalate to a manager',
        better: 'Getting better?',
        decide: 'Decide',
      },
      tasks: {
        plan: {
          title: 'Make a plan for {{ account.name | default: "the account" }}',
          note: 'Write down the reason, the next step and who takes it. One reason is enough to start with.',
          opensCase: { reason: 'At risk for two weeks' },
        },
        escalate: {
          title: '{{ account.name | default: "An account" }} has been at risk for a month without a plan',
          note: 'Decide who takes charge.',
        },
        decide: {
          title:
            'Decide about {{ account.name | default: "the account" }}: carry on, change the plan, or let go',
          note: 'A month of work has not moved the score.',
        },
      },
      cases: ['Someone makes a plan', 'Nobody makes a plan', 'Healthy enough'],
    },
    pl: {
      name: 'Trwale słaba kondycja',
      about:
        'Firma jest zagrożona od dwóch tygodni. Ktoś przejmuje sprawę, układa plan, a po miesiącu zapada decyzja.',
      steps: {
        lasting: 'Zagrożona po dwóch tygodniach?',
        plan: 'Ułóż plan',
        planned: 'Jest plan?',
        escalate: 'Eskaluj do kierownika',
        better: 'Jest lepiej?',
        decide: 'Zdecyduj',
      },
      tasks: {
        plan: {
          title: `Ułóż plan dla firmy${accountName}`,
          note: 'Zapisz przyczynę, następny krok i kto go wykona. Na początek wystarczy jedna przyczyna.',
          opensCase: { reason: 'Zagrożona od dwóch tygodni' },
        },
        escalate: {
          title: `Firma${accountName} jest zagrożona od miesiąca i nie ma planu`,
          note: 'Wskaż, kto się tym zajmie.',
        },
        decide: {
          title: `Zdecyduj, co dalej z firmą${accountName}: działać, zmienić plan czy odpuścić`,
          note: 'Miesiąc pracy nie poprawił kondycji.',
        },
      },
      cases: ['Plan powstaje', 'Nikt nie układa planu', 'Kondycja wystarczająca'],
    },
    ru: {
      name: 'Долго под угрозой',
      about:
        'Компания уже две недели под угрозой. Кто-то берёт дело на себя, составляет план, а через месяц принимается решение.',
      steps: {
        lasting: 'Под угрозой две недели?',
        plan: 'Составить план',
        planned: 'План есть?',
        escalate: 'Передать руководителю',
        better: 'Становится лучше?',
        decide: 'Решить',
      },
      tasks: {
        plan: {
          title: `Составить план для компании${accountName}`,
          note: 'Запишите причину, следующий шаг и кто его сделает. Для начала хватит одной причины.',
          opensCase: { reason: 'Две недели под угрозой' },
        },
        escalate: {
          title: `Компания${accountName} уже месяц под угрозой, а плана нет`,
          note: 'Решите, кто этим займётся.',
        },
        decide: {
          title: `Решить, что делать с компанией${accountName}: продолжать, менять план или отпустить`,
          note: 'Месяц работы не улучшил показатель.',
        },
      },
      cases: ['План составлен', 'План никто не составил', 'Здоровье в порядке'],
    },
  },
};
