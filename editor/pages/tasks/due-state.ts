/** How pressing a due date is: past, within a day, or later. */
export function dueState(dueAt: string, now: Date): 'overdue' | 'soon' | 'later' {
  const left = new Date(dueAt).getTime() - now.getTime();
  if (left < 0) return 'overdue';
  return left < 86_400_000 ? 'soon' : 'later';
}
