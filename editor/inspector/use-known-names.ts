import { useQuery } from '@tanstack/react-query';
import type { InputKind } from '../../shared/vocabulary/fact-definition.ts';
import { subjectOf } from '../../shared/vocabulary/subjects.ts';
import { currentLanguage } from '../i18n/language.ts';
import { signalsQuery, workflowsQuery } from './list-queries.ts';
import { useSegments } from './use-segments.ts';
import { useVocabulary } from './use-vocabulary.ts';

interface KnownNames {
  /** What is written into the rule. */
  names: string[];
  /** What people call it, where that is something else. */
  titles: ReadonlyMap<string, string>;
}

/** What can be suggested for a parameter that names something: events seen, dates, segments, signals, workflows, meters. */
export function useKnownNames(input: InputKind): KnownNames {
  const vocabulary = useVocabulary();
  const segments = useSegments();
  const signals = useQuery({ ...signalsQuery, enabled: input === 'signal' }).data;
  const workflows = useQuery({ ...workflowsQuery, enabled: input === 'workflow' }).data;
  switch (input) {
    case 'event':
      return named(vocabulary?.events.map(({ name }) => [name, name]) ?? []);
    case 'segment':
      return named(segments.map(({ key, name }) => [key, name]));
    case 'signal':
      return named((signals?.items ?? []).map(({ key, name }) => [key, name]));
    case 'workflow':
      return named((workflows?.items ?? []).map(({ id, key, name }) => [key ?? id, name || (key ?? id)]));
    case 'datePath': {
      const dated = (vocabulary?.traits ?? []).filter(({ sample }) => isDate(sample));
      const paths = ['$.account.renewsAt', ...dated.map(({ fact, path }) => `$.${fact}${path.slice(1)}`)];
      return named([...new Set(paths)].map((path) => [path, dateTitle(path)]));
    }
    case 'meter': {
      const meters = (vocabulary?.traits ?? []).flatMap(({ fact, path }) =>
        fact === 'account' ? (/^\$\.meters\.([^.]+)/.exec(path)?.[1] ?? []) : [],
      );
      return named([...new Set(meters)].map((meter) => [meter, meter]));
    }
    default:
      return named([]);
  }
}

function named(pairs: readonly (readonly [name: string, title: string])[]): KnownNames {
  return { names: pairs.map(([name]) => name), titles: new Map(pairs) };
}

function isDate(sample: unknown): boolean {
  return typeof sample === 'string' && /^\d{4}-\d{2}-\d{2}/.test(sample);
}

/** `$.account.renewsAt` as sentences say it. */
function dateTitle(path: string): string {
  const [, fact = '', rest = ''] = /^\$\.(contact|account)(.*)$/.exec(path) ?? [];
  return subjectOf({ fact, path: `$${rest}`, operator: 'exists', value: true }, currentLanguage(), () => '');
}
