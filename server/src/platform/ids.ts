import { v5, v7 } from 'uuid'

/** A new id: uuid v7, so that ids made later sort later. */
export function newId(): string {
  return v7()
}

/** Of no other maker of such ids. */
const OURS = '6f1c2b0e-3a57-4d0c-9b1e-7a4f6d2c8e35'

/** The id that a text stands for: the same each time (uuid v5), for what must be there once however often it is written. */
export function idFrom(text: string): string {
  return v5(text, OURS)
}
