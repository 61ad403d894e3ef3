import type { Appeal, ScorecardLine } from './performance.ts'

/** Which form of a scorecard is open. */
export type CardForm =
  | { form: 'score' }
  | { form: 'return' }
  | { form: 'value'; line: ScorecardLine }
  | { form: 'answer'; appeal: Appeal }
