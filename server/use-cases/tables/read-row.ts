import type { ColumnPlan, TableKind, TablePlan } from '../../../shared/table.ts';
import { isEmail, isFault, readCell } from '../../../shared/table-values.ts';

/** One row as it will be kept. */
export interface TableRow {
  id: string;
  accountId?: string | undefined;
  traits: Record<string, unknown>;
  /** What the consent columns say; undefined leaves it as it is. */
  email?: 'granted' | 'denied' | undefined;
  phone?: 'granted' | 'denied' | undefined;
}

const MAX_ID = 255;
const MAX_TEXT = 8_192;
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/** The columns a plan needs and lacks, as the words of a problem; undefined when it can be used. */
export function planFault(plan: TablePlan, kind: TableKind): string | undefined {
  const targets = plan.columns.map(({ target }) => target);
  const twice = (['id', 'email', 'account', 'email-consent', 'phone-consent'] as const).find(
    (target) => targets.filter((one) => one === target).length > 1,
  );
  if (twice !== undefined) return `two columns are the ${twice}; choose one`;
  if (kind === 'accounts' && !targets.includes('id')) return 'choose the column with the account’s id';
  if (
    kind === 'accounts' &&
    targets.some((target) => target !== 'id' && target !== 'trait' && target !== 'skip')
  )
    return 'an account has an id and traits';
  if (!targets.includes('id') && !targets.includes('email'))
    return 'choose the column with the user id or the e-mail';
  if (plan.columns.some(({ target, trait }) => target === 'trait' && trait === undefined))
    return 'a trait needs a name';
  const names = plan.columns.flatMap(({ target, trait }) =>
    target === 'trait' && trait !== undefined ? [trait] : [],
  );
  const bad = names.find((name) => name.startsWith('$') || forbidden.has(name));
  if (bad !== undefined) return `“${bad}” cannot be the name of a trait`;
  const same = names.find((name, at) => names.indexOf(name) !== at);
  if (same !== undefined) return `two columns become the trait “${same}”`;
  const hasConsent = targets.includes('email-consent') || targets.includes('phone-consent');
  const { granted = [], denied = [] } = plan.consent ?? {};
  if (hasConsent && granted.length + denied.length === 0)
    return 'say which words of the consent column mean yes and which mean no';
  const both = granted.find((word) => denied.includes(word));
  return both === undefined ? undefined : `“${both}” cannot mean both yes and no`;
}

/** A row read as the plan says, or everything that is wrong with it. Empty cells say nothing. */
export function readRow(
  cells: readonly string[],
  plan: TablePlan,
  headings: readonly string[],
): { row: TableRow } | { faults: string[] } {
  const row: TableRow = { id: '', traits: {} };
  const faults: string[] = [];
  plan.columns.forEach((column, at) => {
    const text = cells[at]?.trim() ?? '';
    if (text === '' || column.target === 'skip') return;
    const fault = text.includes('\u0000') ? 'has a NUL character' : placeCell(row, column, text, plan);
    if (fault !== undefined) faults.push(`${headings[at] ?? `column ${at + 1}`}: ${fault}`);
  });
  const hasId = plan.columns.some(({ target }) => target === 'id');
  const { email } = row.traits;
  if (!hasId && typeof email === 'string') row.id = email.toLowerCase();
  if (row.id === '' && faults.length === 0) faults.push('the row has no id');
  return faults.length > 0 ? { faults } : { row };
}

/** Puts a cell where its column goes; answers what is wrong with it. */
function placeCell(row: TableRow, column: ColumnPlan, text: string, plan: TablePlan): string | undefined {
  const { target, trait, type } = column;
  const most = target === 'id' || target === 'account' ? MAX_ID : MAX_TEXT;
  if (text.length > most) return `has more than ${most} characters`;
  switch (target) {
    case 'id':
      row.id = text;
      return undefined;
    case 'account':
      row.accountId = text;
      return undefined;
    case 'email':
      if (!isEmail(text)) return `“${text.slice(0, 60)}” is not an e-mail address`;
      row.traits.email = text;
      return undefined;
    case 'email-consent':
      row.email = meaningOf(text, plan);
      return undefined;
    case 'phone-consent':
      row.phone = meaningOf(text, plan);
      return undefined;
    default: {
      const value = readCell(text, type);
      if (isFault(value)) return value.fault;
      if (trait !== undefined) row.traits[trait] = value;
      return undefined;
    }
  }
}

function meaningOf(text: string, { consent }: TablePlan): 'granted' | 'denied' | undefined {
  const is = (words: readonly string[] = []) =>
    words.some((word) => word.trim().toLowerCase() === text.toLowerCase());
  if (is(consent?.granted)) return 'granted';
  return is(consent?.denied) ? 'denied' : undefined;
}
