import type { SubjectKind } from '../../shared/segment.ts';
import type { StepOf } from '../../shared/steps/index.ts';
import { blankRule } from './condition-tree.ts';

type Branch = StepOf<'branch'>;
type Path = Branch['paths'][number];

/** The branch with a path more, behind the others; its id is the first free `path-2`, `path-3`…; its rules are `about` whom the workflow is. */
export function withPath(branch: Branch, about: SubjectKind): Branch {
  const taken = new Set(branch.paths.map(({ id }) => id));
  let number = branch.paths.length + 1;
  while (taken.has(`path-${number}`)) number += 1;
  return {
    ...branch,
    paths: [...branch.paths, { id: `path-${number}`, when: { all: [blankRule(false, about)] } }],
  };
}

/** The branch without a path; what stood on it is left to the caller. */
export function withoutPath(branch: Branch, id: string): Branch {
  return { ...branch, paths: branch.paths.filter((path) => path.id !== id) };
}

/** The branch with a path moved by one: order matters, the first that holds is taken. */
export function withPathMoved(branch: Branch, id: string, by: -1 | 1): Branch {
  const from = branch.paths.findIndex((path) => path.id === id);
  const to = from + by;
  const [moved, other] = [branch.paths[from], branch.paths[to]];
  if (!moved || !other) return branch;
  return {
    ...branch,
    paths: branch.paths.map((path, at) => (at === from ? other : at === to ? moved : path)),
  };
}

/** The branch with one path changed. */
export function withPathChanged(branch: Branch, id: string, change: (path: Path) => Path): Branch {
  return { ...branch, paths: branch.paths.map((path) => (path.id === id ? change(path) : path)) };
}
