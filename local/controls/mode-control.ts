import { INSURER_MODES } from '../insurer/insurer-modes.ts';
import type { InsurerMode } from '../insurer/insurer-modes.ts';
import { badControl, controlBody } from './control-body.ts';

/** The mode in `{"mode": "…"}`, one of those that there are. */
export const modeOf = <Mode extends string>(bytes: Buffer, modes: readonly Mode[]): Mode =>
  modeIn(contentOf(bytes, ['mode']), modes);

/** `{"mode": "…"}` for all insurers, or with an `insurerId` for that one. */
export function insurerModeOf(bytes: Buffer): { readonly mode: InsurerMode; readonly insurerId: string | undefined } {
  const content = contentOf(bytes, ['mode', 'insurerId']);
  const { insurerId } = content;
  if (insurerId !== undefined && typeof insurerId !== 'string') {
    throw badControl([{ path: 'insurerId', message: 'must be the id of an insurer' }]);
  }
  return { mode: modeIn(content, INSURER_MODES), insurerId };
}

function contentOf(bytes: Buffer, known: readonly string[]): Readonly<Record<string, unknown>> {
  const content = controlBody(bytes);
  const unknown = Object.keys(content).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw badControl(unknown.map((path) => ({ path, message: 'is not known' })));
  return content;
}

function modeIn<Mode extends string>(content: Readonly<Record<string, unknown>>, modes: readonly Mode[]): Mode {
  const mode = modes.find((one) => one === content['mode']);
  if (!mode) throw badControl([{ path: 'mode', message: `must be one of ${modes.join(', ')}` }]);
  return mode;
}
