import { type EventNames, withEventNames } from '../../../shared/playbooks/names.ts';
import { needsOf } from '../../../shared/playbooks/needs.ts';
import { groupOf } from '../../../shared/playbooks/playbooks.ts';
import type { PlaybookView } from '../../../shared/playbooks/view.ts';
import { problem } from '../../../shared/problems.ts';
import type { Settings } from '../../../shared/settings.ts';
import { playbookOf, playbooks } from '../../playbooks/index.ts';
import { documentOf, linksOf, type Playbook, templatesOf, writesTo } from '../../playbooks/playbook.ts';
import type { SeenName } from '../../ports/stores.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { createWorkflow } from '../workflows/drafts.ts';
import { insertTests } from '../workflows/test-cases.ts';
import { testsOf } from './tests-of.ts';

/** The gallery: every playbook with what it needs and what of that this workspace has never seen. */
export const listPlaybooks: Verb<'listPlaybooks'> = async (runtime, { query }) => {
  const [settings, names] = await Promise.all([runtime.settings.get(), runtime.names.all()]);
  const language = query.language ?? settings.language;
  return { items: playbooks.map((playbook) => viewOf(playbook, language, settings, names)) };
};

/** The letters of every playbook, each once, with buttons that lead to this workspace’s pages. */
export const listLetters: Verb<'listLetters'> = async (runtime, { query }) => {
  const settings = await runtime.settings.get();
  const language = query.language ?? settings.language;
  const items = playbooks.flatMap((playbook) =>
    (playbook.answers ?? [undefined]).flatMap((answer) =>
      templatesOf(playbook, { key: playbook.key, language, answer, eventNames: {} }, settings.links),
    ),
  );
  return { items: [...new Map(items.map((letter) => [letter.key, letter])).values()] };
};

/**
 * Makes a playbook’s workflow as a draft, with its letters as templates and the workspace’s own event names. Throws
 * PLAYBOOK_UNKNOWN, and PLAYBOOK_ANSWER_MISSING where it asks something first.
 */
export const createFromPlaybook: Verb<'createFromPlaybook'> = async (runtime, call) => {
  const playbook = playbookOf(call.params.key);
  if (!playbook) throw problem('PLAYBOOK_UNKNOWN', { key: call.params.key });
  const { answer, language } = call.body;
  if (playbook.answers && !playbook.answers.includes(answer ?? ''))
    throw problem('PLAYBOOK_ANSWER_MISSING', { key: playbook.key, answers: playbook.answers.join(', ') });
  const settings = await runtime.settings.get();
  const choice = {
    key: await freeKey(runtime, playbook.key),
    language: language ?? settings.language,
    eventNames: settings.eventNames,
    answer,
  };
  const updatedAt = runtime.clock.now();
  // Letters come first: a crash leaves texts that nothing uses, and no workflow without its texts.
  for (const template of templatesOf(playbook, choice, settings.links))
    await runtime.templates.insert({ ...template, revision: 1, updatedAt });
  const view = await createWorkflow(runtime, {
    ...call,
    params: {},
    query: {},
    body: documentOf(playbook, choice),
  });
  await insertTests(runtime, view.id, testsOf(playbook, choice, updatedAt));
  return view;
};

/** The playbook’s own key, or with a number where that is taken. */
async function freeKey(runtime: Pick<Runtime, 'workflows'>, key: string): Promise<string> {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? key : `${key}-${number}`;
    if (!(await runtime.workflows.byKey(candidate))) return candidate;
  }
}

function viewOf(
  playbook: Playbook,
  language: Settings['language'],
  settings: Settings,
  names: readonly SeenName[],
): PlaybookView {
  const words = playbook.words[language];
  const to = writesTo(playbook);
  const ownNames: EventNames = settings.eventNames;
  const own = (name: string) => ownNames[name] ?? name;
  const seen = new Set(names.map(({ kind, name }) => `${kind}:${name}`));
  const plain = documentOf(playbook, { key: playbook.key, language, eventNames: {} });
  const { events, fields, meters, signals } = needsOf(plain);
  return {
    key: playbook.key,
    name: words.name,
    about: words.about,
    group: groupOf(playbook.key),
    ...(to ? { writesTo: to } : {}),
    ...(words.question
      ? {
          question: {
            text: words.question.text,
            answers: Object.entries(words.question.answers).map(([id, text]) => ({ id, text })),
          },
        }
      : {}),
    needs: {
      events: events.map((name) => ({ name, own: own(name), isHere: seen.has(`event:${own(name)}`) })),
      fields: fields.map((name) => ({ name, own: name, isHere: hasField(seen, name) })),
      meters: meters.map((name) => ({ name, own: name, isHere: seen.has('account:meters') })),
      signals,
      linksMissing: linksOf(playbook, language).filter((link) => !settings.links[link]),
    },
    cases: [...words.cases],
    document: { ...withEventNames(plain, settings.eventNames) },
  };
}

/** Whether anything was ever told of a field; what a person agreed to is always known. */
export function hasField(seen: ReadonlySet<string>, field: string): boolean {
  const [of, ...path] = field.split('.');
  const name = path[0] === 'traits' ? path[1] : path[0];
  return name === 'permissions' || name === 'email' || seen.has(`${of}:${name}`);
}
