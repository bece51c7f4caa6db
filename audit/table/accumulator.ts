/** What an accumulator's id says: whose limit it is, of which period, and who holds it (docs/table-format.md, "Accumulators"). */
export interface AccumulatorParts {
  readonly kind: 'limit' | 'fill' | 'prescription' | 'budget';
  readonly insurerId: string;
  /** the id without its period */
  readonly limit: string;
  /** `Y2026-01-01`, `M2026-03`, `D2026-03-04`, `L` */
  readonly period: string;
  readonly holder: 'member' | `F:${string}` | `P:${string}`;
}

export function accumulatorParts(id: string): AccumulatorParts {
  const [path = '', holder] = id.split('@');
  const parts = path.split('/');
  const [first = '', second, third] = parts;
  const period = parts.at(-1) ?? '';
  const of = { insurerId: first, limit: parts.slice(0, -1).join('/'), period };
  // an insurer may be called fill or prescription; the budget of its pool has a holder
  if (holder === undefined && second === '' && first === 'fill') return { ...of, kind: 'fill', holder: 'member' };
  if (holder === undefined && second === '' && first === 'prescription')
    return { ...of, kind: 'prescription', holder: 'member' };
  const kind = second === '' && third === 'budget' ? 'budget' : 'limit';
  // a member without a family is a family of one, whose totals stand with the member's own
  const isMembers = holder === undefined || holder.startsWith('M:');
  return { ...of, kind, holder: isMembers ? 'member' : (holder as `F:${string}` | `P:${string}`) };
}

/** The item in which an accumulator stands, `pk` and `sk`; of a pool all shards together. */
export function homeOf(memberId: string, id: string): string {
  const { kind, insurerId, limit, period, holder } = accumulatorParts(id);
  if (kind === 'fill') return `MEMBER#${memberId} BALANCES#${limit.slice(limit.lastIndexOf('/') + 1).slice(0, 4)}`;
  if (kind === 'prescription') return `PRESCRIPTION#${limit.slice('prescription//'.length)} PRESCRIPTION`;
  if (holder.startsWith('P:')) return `POOL#${holder.slice(2)}`;
  const year = `BALANCES#${period.slice(1, 5)}`;
  if (holder === 'member') return `MEMBER#${memberId} ${period === 'L' ? 'MEMBER' : year}`;
  return `FAMILY#${insurerId}#${holder.slice(2)} ${period === 'L' ? 'LIFETIME' : year}`;
}

/** All periods of one limit and one holder. */
export function seriesOf(memberId: string, id: string): string {
  const { limit, holder } = accumulatorParts(id);
  const whose = id.includes('@') && holder !== 'member' ? holder : `member ${memberId}`;
  return `${limit} of ${id.startsWith('prescription//') && !id.includes('@') ? 'all' : whose}`;
}
