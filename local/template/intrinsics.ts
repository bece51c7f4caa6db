import { StartFailure } from '../engines/start-failure.ts';

/** What `Ref` and `Fn::GetAtt` of one resource give; `attribute` is undefined for `Ref`. Undefined: not known locally. */
export type Lookup = (logicalId: string, attribute: string | undefined) => string | undefined;

const SUB_VARIABLE = /\$\{([A-Za-z0-9:_.]+)\}/g;

/**
 * Evaluates the CloudFormation functions that this stack uses, anywhere in a value. One that is not understood stops the start:
 * a guess would run something else than what is deployed.
 */
export function evaluator(lookup: Lookup): (value: unknown) => unknown {
  const known = (logicalId: string, attribute?: string): string => {
    const value = lookup(logicalId, attribute);
    if (value !== undefined) return value;
    throw notUnderstood(attribute === undefined ? `Ref ${logicalId}` : `Fn::GetAtt ${logicalId}.${attribute}`);
  };
  const evaluate = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(evaluate);
    if (typeof value !== 'object' || value === null) return value;
    const [name = '', argument] = Object.entries(value)[0] ?? [];
    if (Object.keys(value).length === 1 && (name === 'Ref' || name.startsWith('Fn::'))) return call(name, argument);
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, evaluate(part)]));
  };
  const call = (name: string, argument: unknown): unknown => {
    switch (name) {
      case 'Ref':
        return known(String(argument));
      case 'Fn::GetAtt': {
        const [logicalId = '', ...attribute] = Array.isArray(argument)
          ? argument.map(String)
          : String(argument).split('.');
        return known(logicalId, attribute.join('.'));
      }
      case 'Fn::Join': {
        const [separator, parts] = evaluate(argument) as [string, unknown[]];
        return parts.join(separator);
      }
      case 'Fn::Select': {
        const [index, parts] = evaluate(argument) as [number | string, unknown[]];
        return parts[Number(index)];
      }
      case 'Fn::Split': {
        const [separator, text] = evaluate(argument) as [string, string];
        return text.split(separator);
      }
      case 'Fn::Sub': {
        const [text, variables] = (Array.isArray(argument) ? argument : [argument, {}]) as [
          string,
          Record<string, unknown>,
        ];
        return text.replaceAll(SUB_VARIABLE, (_, variable: string) => {
          if (variable in variables) return String(evaluate(variables[variable]));
          const [logicalId = '', ...attribute] = variable.split('.');
          return known(logicalId, attribute.length > 0 ? attribute.join('.') : undefined);
        });
      }
      default:
        throw notUnderstood(name);
    }
  };
  return evaluate;
}

const notUnderstood = (what: string) =>
  new StartFailure(`Local mode does not understand ${what} in the stack's template.`);
