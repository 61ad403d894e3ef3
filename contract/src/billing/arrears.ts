import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Month } from '../values.ts'

export const readArrears = route({
  method: 'GET',
  path: '/billing/arrears',
  summary: 'Arrears by building and the collection rate A of a span of months (domain.md §1.3).',
  permission: 'billing.bills.read',
  query: z.object({ communityId: Id.optional(), from: Month.optional(), to: Month.optional() }),
  response: z.object({
    receivableFen: Fen,
    collectedFen: Fen,
    outstandingFen: Fen,
    overdueFen: Fen,
    collectionRate: z.string().nullable().describe('Percent with two decimals; null when nothing is receivable'),
    byBuilding: z.array(
      z.object({ buildingId: Id.nullable(), buildingName: z.string(), outstandingFen: Fen, householdCount: z.int() }),
    ),
  }),
})

export const arrearsByPremises = route({
  method: 'GET',
  path: '/billing/arrears/premises',
  summary: 'What each of the premises of a building owes today; those that owe nothing are left out.',
  permission: 'billing.bills.read',
  query: z.object({ buildingId: Id }),
  response: z.object({
    items: z.array(
      z.object({
        premisesId: Id,
        outstandingFen: Fen,
        overdueFen: Fen.describe('The part on bills due before today'),
        oldestDueOn: CivilDate,
      }),
    ),
  }),
})
