import type { EntryContent } from '../outbox/outbox-entry.ts'
import type { MyDebtors } from './queries.ts'

export type VisitBody = Extract<EntryContent, { kind: 'visit' }>['body']

/** The households with what came of a visit in its place; a household that is mine no more is not in them. */
export function placeVisit(debtors: MyDebtors, visit: VisitBody): MyDebtors {
  const { premisesId, visitedAt, result, promisedOn } = visit
  const items = debtors.items.map(one =>
    one.id === premisesId
      ? { ...one, lastVisitAt: visitedAt, lastResult: result, promisedOn, promiseBroken: false }
      : one,
  )
  return { ...debtors, items }
}
