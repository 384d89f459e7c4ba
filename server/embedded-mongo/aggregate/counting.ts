import { isDoc, type Value } from '../bson/values.ts';

/** The field into which a stage does nothing but count documents, and the `_id` it puts beside; nothing for any other. */
export function countingStage(
  stage: Value | undefined,
): { id: Value | undefined; field: string } | undefined {
  if (!isDoc(stage)) return undefined;
  const name = stage.get('$count');
  if (typeof name === 'string' && name !== '' && !name.startsWith('$') && !name.includes('.')) {
    return { id: undefined, field: name };
  }
  const group = stage.get('$group');
  if (!isDoc(group) || group.size !== 2) return undefined;
  const id = group.get('_id');
  if (typeof id !== 'number' && id !== null) return undefined;
  const [field, accumulator] = [...group].find(([key]) => key !== '_id') ?? [];
  // What the stage would refuse must come to the stage.
  if (field === undefined || /^\$|\./.test(field) || !isDoc(accumulator)) return undefined;
  return accumulator.size === 1 && accumulator.get('$sum') === 1 ? { id, field } : undefined;
}
