import type { ClosingStep } from '../contracts/closing-step.ts';
import type { EpochMs } from '../domain/calendar.ts';
import { StatementIncomplete } from '../runtime/statement-incomplete.ts';
import type { BeginPorts } from './begin-closing.ts';
import { beginClosing } from './begin-closing.ts';
import type { FreezePorts } from './freeze-slice.ts';
import { freezeSlice } from './freeze-slice.ts';
import type { ListPorts } from './list-closings.ts';
import { listClosings } from './list-closings.ts';
import type { PublishPorts } from './publish-statement.ts';
import { publishStatement } from './publish-statement.ts';
import type { WritePorts } from './write-slice.ts';
import { writeSlice } from './write-slice.ts';

export type ClosingPorts = ListPorts & BeginPorts & FreezePorts & WritePorts & PublishPorts;

/**
 * One step of closing business days, as the state machine asks for it. Each may be done again at any time, also by two at once: whatever
 * it decides is written once, and whoever comes second goes on from what stands.
 */
export async function takeClosingStep(ports: ClosingPorts, asked: ClosingStep, now: EpochMs): Promise<unknown> {
  switch (asked.step) {
    case 'list':
      return listClosings(ports, asked.businessDate, now);
    case 'begin':
      return beginClosing(ports, asked, now);
    case 'freeze':
      return freezeSlice(ports, asked);
    case 'write':
      return writeSlice(ports, asked);
    case 'publish':
      await publishStatement(ports, asked, now);
      return { insurerId: asked.insurerId, through: asked.through };
    case 'conclude': {
      const failed = asked.closings.filter(({ state }) => state === 'failed').map(({ insurerId }) => insurerId);
      if (failed.length > 0) throw new StatementIncomplete(`not closed: ${failed.join(', ')}`);
      return {};
    }
  }
}
