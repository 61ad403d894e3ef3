import { refuse } from './errors.ts'

interface DatabaseError {
  constraint?: unknown
  detail?: unknown
}

/**
 * Does a write that puts somebody or something into premises, and refuses it where these have ended: the triggers of the database
 * have the last word, also when the merge happens at the same moment. Errors: registry.premises_ended.
 */
export async function unlessEnded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { constraint, detail } = error as DatabaseError
    if (constraint === 'premises_ended') throw refuse.premisesEnded({ endedOn: String(detail) })
    throw error
  }
}
