/** Why a command was not carried out, as one sentence for the person who typed it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
