import type { TextAnswer } from './call.ts';

/** A page about one person: nobody on the way may keep it. `policy` is its content security policy, `link` leads to the next page. */
export function privatePage(text: string, policy: string, link: string | undefined): TextAnswer {
  return {
    status: 200,
    text,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'vary': 'accept',
      'x-content-type-options': 'nosniff',
      ...(link !== undefined && { link }),
    },
  };
}
