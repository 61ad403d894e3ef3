import type { Collection } from './collection.ts'

export interface Intention {
  /** Of the payment, and of the idempotency key. */
  id: string
  contents: string
}

/**
 * One id per intention: the same household, bills, amount and money keep their id however often the button is pressed, so that a
 * repeat is the same payment; anything else is another payment.
 */
export function intentionFor(
  previous: Intention | null,
  premisesId: string,
  collection: Collection,
  newId: () => string,
): Intention {
  const contents = JSON.stringify([premisesId, collection])
  return previous?.contents === contents ? previous : { id: newId(), contents }
}
