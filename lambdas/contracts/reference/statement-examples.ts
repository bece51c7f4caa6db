const subtotal = { count: 1, debit: 4000, credit: 0, net: 4000 };
const SHA256_EXAMPLE = '5a19b212b1fa288520e8913cb58162b8885d2eebe6cd6973bd5bab69232c8321';

export const manifestExample = {
  ...{ insurerId: 'insurer-a', businessDate: '2026-11-21', version: 1, supersedes: null },
  ...{ schema: 'direct-billing-statement/1', opening: 1200, closing: 5200 },
  ...{ ...subtotal, remitted: 0 },
  byType: { settlement: subtotal },
  byProvider: { 'hospital-a': subtotal },
  byPlan: { 'ehealth-direct@1': subtotal },
  ...{ lateCount: 0, unsubmittedCount: 0, sha256: SHA256_EXAMPLE },
  previousSha256: '2a29292f100904de0daad8ccbb4f27cc9e5551ef35edaef81843edab683f5b04',
  parts: [
    {
      ...{ n: 1, format: 'text/csv', lines: 1, bytes: 485, sha256: SHA256_EXAMPLE },
      href: '/v1/statements/2026-11-21/parts/1',
    },
  ],
  signature: {
    alg: 'ed25519',
    keyId: 'connector/DCHBLP-Ay3gHf0VQ',
    value: '57F/rwqaaWE7TcGwPOSWTDhTdTeQOVHWambzObG2Sb8J9E7yiZM7wyoNp9gg0i29jp9o734+ANZC5ha+jJcqDQ==',
  },
};

export const statementsExample = { from: '2026-11-21', to: '2026-11-21', statements: [manifestExample] };
