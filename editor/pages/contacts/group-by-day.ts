/** Items by the local day they happened on, in the order they come; `day` is what `Date#toDateString` answers. */
export function groupByDay<Item extends { at: string }>(
  items: readonly Item[],
): { day: string; items: Item[] }[] {
  const groups: { day: string; items: Item[] }[] = [];
  for (const item of items) {
    const day = new Date(item.at).toDateString();
    const last = groups.at(-1);
    if (last?.day === day) last.items.push(item);
    else groups.push({ day, items: [item] });
  }
  return groups;
}
