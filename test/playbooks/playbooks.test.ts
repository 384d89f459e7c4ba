import { describe, expect, it } from 'vitest';
import { createRenderer } from '../../server/delivery/render/renderer.ts';
import { cronFault } from '../../server/engine/cron.ts';
import { planOf } from '../../server/engine/plan.ts';
import { simulateJourney } from '../../server/engine/simulate.ts';
import { playbooks } from '../../server/playbooks/index.ts';
import { documentOf, type Playbook, templatesOf } from '../../server/playbooks/playbook.ts';
import { simulationOf } from '../../server/playbooks/run-case.ts';
import {
  happensAfter,
  inventedSubject,
  startedBy,
} from '../../server/use-cases/workflows/simulated-subject.ts';
import { playbookKeys } from '../../shared/playbooks/playbooks.ts';
import { signalKeys } from '../../shared/playbooks/shipped-signal.ts';
import { linkNames, settings } from '../../shared/settings.ts';
import { DAY } from '../../shared/time.ts';
import { checkWorkflow } from '../../shared/validate-workflow.ts';

const languages = ['en', 'pl', 'ru'] as const;
const renderer = createRenderer();
const links = Object.fromEntries(linkNames.map((name) => [name, `https://app.example.com/${name}?a=1&b=2`]));
/** A Monday, nine in the morning where the invented people live. */
const now = new Date('2026-03-02T09:00:00Z');

function everyForm(playbook: Playbook) {
  return languages.flatMap((language) =>
    (playbook.answers ?? [undefined]).map((answer) => ({
      key: playbook.key,
      language,
      answer,
      eventNames: {},
    })),
  );
}

describe('shipped playbooks', () => {
  it('are nineteen, in the order of the gallery', () => {
    expect(playbooks.map(({ key }) => key)).toEqual([...playbookKeys]);
  });

  describe.each(playbooks.map((playbook) => [playbook.key, playbook] as const))('“%s”', (_, playbook) => {
    it('is a workflow without problems in every language and for every answer', () => {
      for (const choice of everyForm(playbook)) {
        const document = documentOf(playbook, choice);
        const templates = templatesOf(playbook, choice, links);
        const { problems } = checkWorkflow(document, {
          templates: new Set(templates.map(({ key }) => key)),
          signals: new Set<string>(signalKeys),
          cronFault,
          renderingFault: (_field, text) => renderer.fault(text),
        });
        expect(problems, JSON.stringify(choice)).toEqual([]);
        expect(document).toMatchObject({ sending: 'review', entry: { holdoutPercent: 0 } });
      }
    });

    it('comes with three test cases or more', () => {
      expect(playbook.cases.length).toBeGreaterThanOrEqual(3);
      // One of them shows it at work to its end.
      expect(playbook.cases.some(({ status, path }) => status === 'completed' && path.length > 1)).toBe(true);
    });

    it('says in every language what each step, path, task, notice and letter is', () => {
      for (const choice of everyForm(playbook)) {
        const words = playbook.words[choice.language];
        for (const [id, step] of Object.entries(documentOf(playbook, choice).steps)) {
          if (step.kind === 'exit') continue;
          expect(step.name, `${choice.language} ${id}`).toBeTruthy();
          if (step.kind === 'create-task') expect(step.title && step.note, id).toBeTruthy();
          if (step.kind === 'notify-team') expect(step.subject && step.text, id).toBeTruthy();
          if (step.kind === 'branch') for (const path of step.paths) expect(path.label, id).toBeTruthy();
          if (step.kind === 'send-email') {
            expect(words.letters?.[id]?.preheader, id).toBeTruthy();
            expect(step.purpose !== 'service' || step.reason, id).toBeTruthy();
          }
        }
        expect(words.cases).toHaveLength(3);
        expect(Object.keys(words.question?.answers ?? {})).toEqual([...(playbook.answers ?? [])]);
      }
    });

    it('leads to a person where an e-mail could not be sent', () => {
      for (const choice of everyForm(playbook)) {
        const { steps } = documentOf(playbook, choice);
        for (const [id, step] of Object.entries(steps)) {
          if (step.kind !== 'send-email') continue;
          expect(steps[step.exits?.notSent ?? '']?.kind, id).toBe('create-task');
        }
      }
    });

    it.each(
      playbook.cases.map((one, index) => [playbook.words.en.cases[index] ?? String(index), one] as const),
    )('takes the expected way: %s', async (_, one) => {
      const document = documentOf(playbook, {
        key: playbook.key,
        language: 'en',
        eventNames: {},
        answer: one.answer,
      });
      const { workflow } = checkWorkflow(document, {});
      if (!workflow) throw new Error('The document has the wrong shape.');
      const request = simulationOf(one, now);
      const plan = planOf(playbook.key, 1, workflow);
      const invented = await inventedSubject(
        { settings: { get: async () => settings.parse({}), save: async () => {} } as never },
        request,
        now,
      );
      const { trigger, subject } = startedBy(workflow, request, invented, now);
      const until = new Date(now.getTime() + 366 * DAY);
      const { enrolment } = await simulateJourney(
        plan,
        {
          subject: subject.name,
          userId: subject.contact?.userId,
          p: 0,
          trigger,
          facts: { ...subject.facts, trigger: { ...trigger } },
          happens: happensAfter(subject.events, now, until),
        },
        { now, until, choices: one.choices ?? {} },
      );
      expect({
        path: (enrolment?.history ?? []).map(({ step, exit }) => `${step}:${exit}`),
        status: enrolment?.status ?? 'notEntered',
      }).toEqual({ path: one.path, status: one.status });
    });
  });
});

describe('the letters of playbooks', () => {
  it.each(languages)('compile without faults and greet a person without a name (%s)', async (language) => {
    const letters = playbooks.flatMap((playbook) =>
      templatesOf(playbook, { key: playbook.key, language, eventNames: {} }, links),
    );
    expect(letters.length).toBeGreaterThan(30);
    for (const { key, subject, preheader, body } of letters) {
      const { text, faults } = await renderer.compile({ subject, preheader, body });
      expect(faults, key).toEqual([]);
      const mail = renderer.email(text, { contact: { traits: {} } });
      expect(mail.subject, key).not.toMatch(/\{\{|undefined/);
      expect(mail.text, key).not.toMatch(/\{[{%]|undefined/);
      expect(mail.text.length, key).toBeGreaterThan(120);
    }
  });

  it.each(languages)('and what people are told leave no gap where nothing is known (%s)', (language) => {
    for (const playbook of playbooks) {
      const { tasks = {}, notices = {}, letters = {} } = playbook.words[language];
      const texts = [...Object.values(tasks), ...Object.values(notices), ...Object.values(letters)].flatMap(
        (words) => Object.values<unknown>(words).filter((text) => typeof text === 'string'),
      );
      for (const text of texts) {
        const told = renderer.line(text, {
          contact: { traits: {} },
          account: {},
          trigger: { properties: { score: 4 } },
        });
        expect(told, playbook.key).not.toMatch(/ {2}|[ (][,.:;)]|^[,.:;]/m);
      }
    }
  });

  it('have no button where the address is not known', () => {
    const [letter] = templatesOf(playbooks[0] as Playbook, { key: 'x', language: 'en', eventNames: {} }, {});
    expect(letter?.body).not.toContain('mj-button href');
  });
});
