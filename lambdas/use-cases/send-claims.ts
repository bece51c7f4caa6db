import type { BookLine } from '../domain/book-line.ts';
import { isClaim } from '../domain/book-line.ts';
import type { PartnerCache } from '../runtime/partner-cache.ts';
import type { ClaimQueue } from './claim-ports.ts';

export interface SendClaimsPorts {
  readonly partners: Pick<PartnerCache, 'read'>;
  readonly claims: Pick<ClaimQueue, 'sendClaims'>;
}

/**
 * Has the claims of some lines submitted to the insurers that take claims. Twice is as good as once: a claim that comes again finds its answer, or is asked about.
 */
export async function sendClaims({ partners, claims }: SendClaimsPorts, lines: readonly BookLine[]): Promise<void> {
  for (const line of lines) {
    if (!isClaim(line)) continue;
    const insurer = await partners.read(line.insurerId);
    if (insurer?.claimsUrl !== undefined) await claims.sendClaims([line], { askFirst: false, turn: '' });
  }
}
