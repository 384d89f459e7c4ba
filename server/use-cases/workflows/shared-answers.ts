/** Numbers on a canvas move at most so often. */
const LEAST = 2_000;

/** What takes long to count is kept so many times as long: however many look, most of the time nothing is counted. */
const TIMES = 4;

interface Answer {
  value: Promise<unknown>;
  /** Undefined while it is being counted. */
  goodUntil: number | undefined;
}

const answers = new WeakMap<object, Map<string, Answer>>();

/**
 * Asks once for all who want to know the same at about the same time: whoever comes while it is being counted, or
 * within two seconds after, gets the same answer. What fails is forgotten at once.
 */
export function askedOnce<Value>(
  { clock }: { clock: { now(): Date } },
  key: string,
  ask: () => Promise<Value>,
): Promise<Value> {
  const known = answers.get(clock) ?? new Map<string, Answer>();
  answers.set(clock, known);
  const asked = clock.now().getTime();
  for (const [other, { goodUntil }] of known)
    if (goodUntil !== undefined && goodUntil <= asked) known.delete(other);
  const there = known.get(key);
  if (there) return there.value as Promise<Value>;
  const answer: Answer = { value: ask(), goodUntil: undefined };
  known.set(key, answer);
  answer.value.then(
    () => {
      const now = clock.now().getTime();
      answer.goodUntil = now + Math.max(LEAST, (now - asked) * TIMES);
    },
    () => known.delete(key),
  );
  return answer.value as Promise<Value>;
}
