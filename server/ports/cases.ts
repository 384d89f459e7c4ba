import type { Case, CaseStage } from '../../shared/case.ts';
import type { PageOf, PageRequest } from './stores.ts';

/** Rescues of accounts. At most one of an account is open, which an index sees to. */
export interface CaseStore {
  /** Inserts; false when the account has an open case. */
  insert(record: Case): Promise<boolean>;
  byId(id: string): Promise<Case | undefined>;
  /** Writes where the revision still is `was`; false when it is not, or when it would be the second open one. */
  save(record: Case, was: number): Promise<boolean>;
  /** The open cases of these accounts, by account id, in one query. */
  openOf(accountIds: readonly string[]): Promise<Map<string, Case>>;
  /** Newest first. */
  list(
    request: PageRequest & {
      accountId?: string | undefined;
      open?: boolean | undefined;
      owner?: string | undefined;
      stage?: CaseStage | undefined;
    },
  ): Promise<PageOf<Case>>;
  deleteOf(accountIds: readonly string[]): Promise<void>;
}
