import type { Command } from './commands/command.ts';
import { isSmall, removeSome } from './store/table.ts';

/** Empties a large table of a collection or an index that was dropped. Runs as a write among others. */
export const clearCommand: Command = {
  kind: 'write',
  makesRoom: true,
  options: [],
  *run({ state }) {
    const table = state.store.nextToClear;
    while (table && !isSmall(table) && removeSome(table)) if (state.turn.isOver()) yield;
    return {};
  },
  settle({ state }, outcome) {
    if (!(outcome instanceof Error)) state.store.dropCleared();
  },
};
