import type { EventSent, EventTold, PharmacyLife } from './pharmacy.ts';

/** A machine that is too busy, or an engine that starves: any sender delivers again. */
export async function untilTold({ send }: PharmacyLife, sent: EventSent, webhookId?: string): Promise<EventTold> {
  for (;;) {
    const told = await send(sent, webhookId ?? {});
    if (told.status !== 503) return told;
  }
}

export const atOnce = <Told>(count: number, send: (n: number) => Promise<Told>): Promise<Told[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => send(n)));
