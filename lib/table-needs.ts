import type { tableShape } from '../lambdas/storage/table-shape.ts';

/** TransactWriteItems has no permission of its own: IAM judges each of its parts as the single action it is. */
export type TableAction =
  | 'BatchGetItem'
  | 'ConditionCheckItem'
  | 'DeleteItem'
  | 'GetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem';

/** The first words of the partition keys, as lambdas/storage writes them; a family ends at its `#`. */
export type KeyFamily =
  | 'ACCOUNT'
  | 'BOOK'
  | 'BREAKER'
  | 'CATALOGUE'
  | 'COVERAGE'
  | 'DELIVERY'
  | 'DUE'
  | 'ENROLMENT'
  | 'EXCEPTION'
  | 'FAMILY'
  | 'FORMULARY'
  | 'IDENTITY'
  | 'MEMBER'
  | 'NONCE'
  | 'ORDER'
  | 'PARTNER'
  | 'PLAN'
  | 'POOL'
  | 'PRESCRIPTION'
  | 'STATEMENTS'
  | 'WEBHOOK';

/**
 * An index by its name. Its keys have no families, so that it is granted whole: `member` holds nothing but keys. `statement` holds facts,
 * and is for what may read them anyway.
 */
export type TableIndex = typeof tableShape.memberIndex.name | typeof tableShape.statementIndex.name;

export type TableNeeds = Readonly<Partial<Record<TableAction, readonly KeyFamily[]>>>;
