import { fragmentIn } from './clipboard.ts';
import { defaultPlace, pasteAt } from './commands.ts';
import { changeDraft, useDraft } from './draft-store.ts';
import { readDocument } from './read-document.ts';
import { select } from './view-store.ts';

/** What a text that was dropped or chosen became: the whole draft, steps added to it, or nothing. */
export type Taken = 'workflow' | 'steps' | 'nothing';

/**
 * Takes over a file's text: a workflow replaces the draft (its name and key stay, they say which workflow this is),
 * copied steps are added behind the selected one. One step of undo either way.
 */
export function takeText(text: string): Taken {
  if (useDraft.getState().isReadOnly) return 'nothing';
  const workflow = workflowIn(text);
  if (workflow) {
    select(null);
    changeDraft(({ name, key }) => {
      const { key: _, ...rest } = workflow;
      return { ...rest, name: name || workflow.name, ...(key === undefined ? {} : { key }) };
    });
    return 'workflow';
  }
  return fragmentIn(text) && pasteAt(defaultPlace(), text) ? 'steps' : 'nothing';
}

function workflowIn(text: string) {
  try {
    return readDocument(JSON.parse(text));
  } catch {
    return undefined;
  }
}
