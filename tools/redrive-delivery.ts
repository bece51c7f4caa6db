import { deliveryId } from '../lambdas/contracts/delivery-id.ts';
import type { Delivery } from '../lambdas/domain/delivery.ts';
import { redriven } from '../lambdas/domain/delivery.ts';
import { replaceDelivery } from '../lambdas/storage/delivery-log.ts';
import { putTimer } from '../lambdas/storage/timetable.ts';

/**
 * Has a delivery made once more, within a minute of the product's time `now`; false where somebody else has changed it just now. It may
 * be done again: also where this breaks off half-way, the delivery is pending then and has no timer.
 */
export async function redriveDelivery(delivery: Delivery, now: number): Promise<boolean> {
  if (!(await replaceDelivery(delivery, redriven(delivery, now)))) return false;
  await putTimer({ kind: 'delivery', dueAt: now, id: deliveryId(delivery.ref) });
  return true;
}
