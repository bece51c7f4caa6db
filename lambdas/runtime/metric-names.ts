/** The metrics that the functions report, by name: lib watches and draws them. Each comes with the dimension `stage` alone, too. */
export const metricNamespace = 'DirectBilling';

export const metricNames = {
  /** milliseconds from the function's first step to its last; by `route` */
  latency: 'Latency',
  /** by `outcome`; a replay is not one */
  decisions: 'Decisions',
  /** fen */
  insurerAmount: 'InsurerAmount',
  /** fen */
  patientAmount: 'PatientAmount',
  replays: 'Replays',
  /** the same number with other content */
  conflicts: 'Conflicts',
  /** by `code` */
  signatureRefusals: 'SignatureRefusals',
  /** exceptions: what a person has to look at */
  exceptionsOpened: 'ExceptionsOpened',
  /** holds that nobody captured in time */
  holdsExpired: 'HoldsExpired',
  /** events that a provider has taken */
  webhooksDelivered: 'WebhooksDelivered',
  /** events that a provider was not told of, after three days or because it wants none */
  webhooksGivenUp: 'WebhooksGivenUp',
  /** claims that an insurer has accepted */
  claimsAccepted: 'ClaimsAccepted',
  /** claims that an insurer has rejected */
  claimsRejected: 'ClaimsRejected',
  /** attempts at a claim that were not answered */
  claimAttemptsFailed: 'ClaimAttemptsFailed',
  /** claims that were given up after three days */
  claimsGivenUp: 'ClaimsGivenUp',
  /** seconds since the oldest claim was posted that waits for its insurer to be within reach */
  claimsWaiting: 'ClaimsWaiting',
  /** insurers that are out of reach */
  insurersOutOfReach: 'InsurersOutOfReach',
  /** facts that the stream had lost and a sweep has found */
  factsEnteredLate: 'FactsEnteredLate',
  /** seconds by which what is due is late at most; none in a minute in which no run began */
  timersLate: 'TimersLate',
  /** statements that their insurer has not acknowledged within a day */
  statementsUnacknowledged: 'StatementsUnacknowledged',
  /** disputes that nobody has decided in time */
  disputesOverdue: 'DisputesOverdue',
  /** requests that met an error of ours */
  defects: 'Defects',
} as const;
