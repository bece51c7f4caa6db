import { badControl, controlBody } from './control-body.ts';

/** The mode in `{"mode": "…"}`, one of those that there are. */
export function modeOf<Mode extends string>(bytes: Buffer, modes: readonly Mode[]): Mode {
  const content = controlBody(bytes);
  const unknown = Object.keys(content).filter((name) => name !== 'mode');
  if (unknown.length > 0) throw badControl(unknown.map((path) => ({ path, message: 'is not known' })));
  const mode = modes.find((one) => one === content['mode']);
  if (!mode) throw badControl([{ path: 'mode', message: `must be one of ${modes.join(', ')}` }]);
  return mode;
}
