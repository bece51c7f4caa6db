import type { CaptureFault } from '../domain/capture.ts';
import type { ReturnFault } from '../domain/order-return.ts';
import { ConnectorError } from '../runtime/connector-error.ts';

type MovementFault = CaptureFault | ReturnFault;

/** More is asked to be captured than was authorised and is left. */
export const exceedsAuthorized = (faults: readonly CaptureFault[]): ConnectorError =>
  new ConnectorError('capture.exceeds-authorized', 'More was delivered than is left of what was authorised.', {
    errors: named(faults),
  });

/** More is asked to be given back than is left, or something that is only held. */
export function exceedsSettled(faults: readonly ReturnFault[]): ConnectorError {
  const errors = named(faults);
  return faults.some(({ kind }) => kind === 'not-settled')
    ? new ConnectorError('reversal.not-settled', 'A line that is only held cannot be given back; void it.', { errors })
    : new ConnectorError('reversal.exceeds-settled', 'More is given back than is left of what was settled.', {
        errors,
      });
}

const MESSAGES: Readonly<Record<MovementFault['kind'], string>> = {
  'exceeds-authorized': 'is more than is left of what was authorised',
  'exceeds-settled': 'is more than is left of what was settled',
  'not-settled': 'is of a line that is only held',
};

const named = (faults: readonly MovementFault[]) => faults.map(({ path, kind }) => ({ path, message: MESSAGES[kind] }));
