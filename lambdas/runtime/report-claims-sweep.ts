import { logClaimsSweep } from './logging.ts';
import { publishClaimsSweepMetrics } from './metrics.ts';
import type { ClaimsSweepRecord } from './sweep-record.ts';

/** Tells of one sweep of the books for claims that nothing else would bring to their insurers. */
export function reportClaimsSweep(record: ClaimsSweepRecord): void {
  logClaimsSweep(record);
  publishClaimsSweepMetrics(record);
}
