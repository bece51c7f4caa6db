import type { ExceptionOpening } from '../../lambdas/domain/exception.ts';

/** A prescription that was voided too late, opened at noon. */
export function exceptionOf(orderNo: string, over: Partial<ExceptionOpening> = {}): ExceptionOpening {
  return {
    kind: 'prescription-voided-after-settlement',
    owner: { role: 'hospital', partnerId: 'hospital-a' },
    ...{ providerId: 'pharmacy-a', orderNo, prescriptionNo: 'RX-1' },
    openedAt: Date.parse('2026-06-15T12:00:00+08:00'),
    ...over,
  };
}
