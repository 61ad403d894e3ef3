/** From nothing to the first payment: what has to be there, each on the ground of those before it. */
export const STEPS = ['community', 'places', 'people', 'owners', 'rules', 'assignments', 'bills', 'payment'] as const
export type Step = (typeof STEPS)[number]

/** Where a step is done. */
export const PAGE_OF: Record<Step, string> = {
  community: '/communities',
  places: '/premises',
  people: '/people',
  owners: '/premises',
  rules: '/charge-rules',
  assignments: '/charge-rules',
  bills: '/bill-runs/new',
  payment: '/cashier',
}

/** What is there, counted; undefined: not known yet, or not for this person to know. */
export type Found = Partial<Record<Step, number>>

/** The steps in order: what is there is done; the first that is not known to be done is the next. */
export function stepsOf(found: Found): { step: Step; done: boolean; next: boolean }[] {
  const isDone = (step: Step) => (found[step] ?? 0) > 0
  const next = STEPS.find(step => !isDone(step))
  return STEPS.map(step => ({ step, done: isDone(step), next: step === next }))
}
