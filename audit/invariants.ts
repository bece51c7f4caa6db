/** What must hold of a table and its statement files, whoever wrote them. */
export const INVARIANTS = {
  'bill-identity': {
    title: 'every bill adds up',
    says:
      'Of every line and every total: billed = prior paid + insurer + patient + write-off, the shares add up to the part of the insurer, ' +
      'the reasons explain every fen that the insurer does not pay, and what is captured is the part of the decision that was asked.',
  },
  'limits-add-up': {
    title: 'limits add up from facts',
    says:
      'Every stored total, of a member, a family, a pool, a lifetime or a prescription, equals the sum of what the facts drew, with used ' +
      'and held apart.',
  },
  'limits-not-exceeded': {
    title: 'no limit is exceeded',
    says: 'No limit, budget or prescription was drawn beyond its maximum by the decisions that drew on it.',
  },
  'holds-resolve-once': {
    title: 'holds resolve once',
    says:
      'The amounts of an authorization go from held to used or to free exactly once; nothing is held by an order that has ended, and no ' +
      'hold is without its order.',
  },
  'reversals-bounded': {
    title: 'reversals are bounded',
    says: 'What is given back of a line never exceeds what was settled of it: of money, of quantity and of limits alike.',
  },
  'one-effect': {
    title: 'one number has one effect',
    says: 'The number of a capture or a reversal, a webhook id and an order number each have one effect, and no cause has a second one.',
  },
  'facts-gap-free': {
    title: 'facts are a possible life',
    says:
      'The facts of an order are numbered from 1 without a gap and tell a life that can be; each that moves money is entered in the book ' +
      'once for each insurer concerned.',
  },
  'ledger-balanced': {
    title: 'the ledger balances',
    says: 'Debits equal credits, the accounts follow from facts and remittances, and the accounts of providers equal the statements.',
  },
  'statements-tie': {
    title: 'statements tie to facts',
    says:
      'The lines of a published statement are exactly the money facts of its day and those noted late, with their amounts, totals, counts ' +
      'and digests; each money fact of a closed day stands in exactly one statement.',
  },
  'statement-chain': {
    title: 'statements form a chain',
    says: 'Each manifest names the digest of the one before, its signature is good, and no day is missing.',
  },
  'claims-end': {
    title: 'claims end or are owned',
    says: 'Every line that must be claimed is accepted, rejected with an exception, or owned: by the queue, a timer or an open breaker.',
  },
  'decisions-replay': {
    title: 'decisions can be made again',
    says:
      'Every stored decision, made again from stored inputs by an adjudicator that shares no code with the engine, is the same to the fen, ' +
      'reasons and draws included.',
  },
  'answers-kept': {
    title: 'answers are kept',
    says: 'Every answer that a partner holds has its fact, with the same content and amounts.',
  },
} as const satisfies Readonly<Record<string, InvariantText>>;

interface InvariantText {
  readonly title: string;
  readonly says: string;
}

export type InvariantId = keyof typeof INVARIANTS;

export const INVARIANT_IDS = Object.keys(INVARIANTS) as readonly InvariantId[];
