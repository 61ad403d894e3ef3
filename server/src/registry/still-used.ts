import type { Refusal } from '../platform/errors.ts'

const FOREIGN_KEY = '23503'

/**
 * Does a deletion, and refuses it where something hangs on what would go: the foreign keys of every module have the last word,
 * also of those to the right, whom the registry cannot ask.
 */
export async function unlessUsed<T>(refusal: () => Refusal, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if ((error as { code?: unknown }).code === FOREIGN_KEY) throw refusal()
    throw error
  }
}
