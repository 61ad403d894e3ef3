import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Id, PageQuery, pageOf } from '../values.ts'

export const Assignment = z.object({
  id: Id,
  ruleId: Id,
  ruleName: z.string(),
  premisesId: Id,
  premisesLabel: z.string(),
  startsOn: CivilDate,
  endsOn: CivilDate.nullable(),
})

export const listAssignments = route({
  method: 'GET',
  path: '/billing/assignments',
  summary: 'Which rule is charged on which premises since when.',
  permission: 'billing.rules.read',
  query: PageQuery.extend({ ruleId: Id.optional(), premisesId: Id.optional(), communityId: Id.optional() }),
  response: pageOf(Assignment),
})

export const assignRule = route({
  method: 'POST',
  path: '/billing/assignments',
  summary: 'Charge a rule on premises from a date on; that date anchors its cycles.',
  permission: 'billing.rules.manage',
  body: z.object({
    id: Id,
    ruleId: Id,
    premisesId: Id,
    startsOn: CivilDate,
    endsOn: CivilDate.nullable().default(null),
  }),
  response: Assignment,
  errors: ['platform.not_found', 'billing.already_assigned', 'billing.rule_wrong'],
})
