import { READING } from './reading.ts'

/** The first part of the day that is not typed, or no reading; null when all are there. */
export function missingBand(bands: readonly string[], typed: Readonly<Record<string, string>>): string | null {
  return bands.find(band => !READING.test(typed[band] ?? '')) ?? null
}

/** Whether the parts are what the server knows. */
export function sameBands(
  bands: readonly string[],
  typed: Readonly<Record<string, string>>,
  known: Readonly<Record<string, string>>,
): boolean {
  return bands.every(band => (typed[band] ?? '') === (known[band] ?? ''))
}
