import { z } from 'zod'
import { MeterKind } from '../metering/meters.ts'
import { Charging, SpaceSize, SpaceTenure } from '../registry/spaces.ts'
import { VehicleKind } from '../registry/vehicles.ts'
import { route } from '../route.ts'
import { CivilDate, Id, PageQuery, pageOf, SeenVersion, Version } from '../values.ts'

const Percent = z.string().regex(/^\d{1,3}(\.\d{1,4})?$/)
const Quantity = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/)

/** Who pays which part; the last gets what is left of each line. */
export const PayerShare = z.object({
  kind: z.enum(['owner', 'tenant', 'person']).describe('person: whoever is named, such as the developer'),
  personId: Id.nullable().default(null),
  percent: Percent,
})

export const PayerArrangement = z.object({
  id: Id,
  version: Version,
  fromOn: CivilDate,
  toOn: CivilDate.nullable(),
  shares: z.array(PayerShare.extend({ personName: z.string().nullable() })),
})

export const Assignment = z.object({
  id: Id,
  version: Version,
  ruleId: Id,
  ruleName: z.string(),
  premisesId: Id,
  premisesLabel: z.string(),
  startsOn: CivilDate,
  endsOn: CivilDate.nullable(),
  quantity: z.string().nullable().describe('From the start on'),
  quantities: z
    .array(z.object({ fromOn: CivilDate, quantity: z.string(), counted: z.boolean().describe('By the registry') }))
    .describe('What it became, oldest first; 0: none is charged from the day on'),
  countedBy: z.enum(['vehicles', 'meters']).nullable().describe('As many as there are, also when that changes'),
  followsLease: z.boolean().describe('It is charged for the days of a lease, and ends with it'),
  payers: z.array(PayerArrangement).describe('Over time, oldest first; the owner pays where nothing is said'),
})

export const listAssignments = route({
  method: 'GET',
  path: '/billing/assignments',
  summary: 'Which rule is charged on which premises since when, and who pays.',
  permission: 'billing.rules.read',
  query: PageQuery.extend({
    ruleId: Id.optional(),
    premisesId: Id.optional(),
    communityId: Id.optional(),
    buildingId: Id.optional(),
    text: z.string().max(50).optional(),
    on: CivilDate.optional().describe('Only those that hold on this day'),
  }),
  response: pageOf(Assignment),
})

export const exportAssignments = route({
  method: 'GET',
  path: '/billing/assignments/export',
  summary: 'The assignments with the same filters, as a workbook or csv.',
  permission: 'billing.rules.read',
  query: z.object({
    ruleId: Id.optional(),
    premisesId: Id.optional(),
    communityId: Id.optional(),
    buildingId: Id.optional(),
    text: z.string().max(50).optional(),
    on: CivilDate.optional(),
    format: z.enum(['xlsx', 'csv']).default('xlsx'),
  }),
  response: 'file',
  errors: ['platform.export_too_large'],
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
    quantity: Quantity.nullable().default(null).describe('Of a rule that charges a quantity'),
  }),
  response: Assignment,
  errors: ['platform.not_found', 'billing.already_assigned', 'billing.rule_wrong'],
})

/** Which premises of the community: what is left empty or null does not narrow. */
export const BulkFilter = z.object({
  buildingIds: z.array(Id).max(200).default([]),
  unitIds: z.array(Id).max(500).default([]),
  uses: z.array(z.string().max(20)).max(10).default([]),
  states: z.array(z.string().max(20)).max(10).default([]),
  floorFrom: z.int().min(-20).max(200).nullable().default(null),
  floorTo: z.int().min(-20).max(200).nullable().default(null),
  premisesIds: z.array(Id).max(5000).default([]),
  spaces: z
    .object({
      tenures: z.array(SpaceTenure).max(4).default([]),
      sizes: z.array(SpaceSize).max(4).default([]),
      chargings: z.array(Charging).max(3).default([]),
    })
    .nullable()
    .default(null)
    .describe('Only parking spaces'),
  vehicles: z
    .object({ kinds: z.array(VehicleKind).max(10).default([]) })
    .nullable()
    .default(null)
    .describe('Only premises with vehicles'),
  meters: z
    .object({ kinds: z.array(MeterKind).max(6).default([]) })
    .nullable()
    .default(null)
    .describe('Only premises with meters of their own in use'),
  leases: z.boolean().default(false).describe('Only premises that are let, on the days of each lease'),
})

/** A new assignment, or one that is there already. */
export const BulkRow = z.object({
  premisesId: Id,
  premisesLabel: z.string(),
  startsOn: CivilDate,
  endsOn: CivilDate.nullable(),
  quantity: z.string().nullable(),
  payerName: z.string().nullable().describe('The tenant of the lease, where that is who pays'),
  alreadyAssigned: z.boolean(),
})

export const assignRuleInBulk = route({
  method: 'POST',
  path: '/billing/assignments/bulk',
  summary:
    'Charge a rule on all premises of its community that a filter finds (homes, parking spaces, those with vehicles, meters or leases), with who pays; those charged already on some of the days stay as they are. With `tryOnly` nothing is saved.',
  permission: 'billing.rules.manage',
  body: z.object({
    ruleId: Id,
    filter: BulkFilter,
    startsOn: CivilDate,
    endsOn: CivilDate.nullable().default(null),
    quantity: Quantity.nullable().default(null),
    quantityBy: z
      .enum(['given', 'vehicles', 'meters'])
      .default('given')
      .describe(
        'How many: as given, or as many as there are of what the filter names, from then on, too, when that changes',
      ),
    payBy: z
      .enum(['owner', 'leaseholder', 'shares'])
      .default('owner')
      .describe('Who pays from the start on; leaseholder: whoever rents, with `filter.leases` only'),
    shares: z.array(PayerShare).max(5).default([]).describe('With payBy shares'),
    tryOnly: z.boolean().default(false),
  }),
  response: z.object({
    found: z.int().describe('Assignments that the filter asks for'),
    added: z.int().describe('New assignments; with tryOnly what would be added'),
    alreadyAssigned: z.int(),
    rows: z.array(BulkRow).describe('The first hundred by room'),
  }),
  errors: ['platform.not_found', 'billing.rule_wrong', 'billing.payers_wrong'],
})

export const editAssignment = route({
  method: 'PUT',
  path: '/billing/assignments/:assignmentId',
  summary:
    'End an assignment or change its quantity, of all days or from a day on, from the version that was read. Bills that exist are not touched; runs correct them. One that was ended by hand follows its lease no more.',
  permission: 'billing.rules.manage',
  params: z.object({ assignmentId: Id }),
  body: z.object({
    version: Version,
    endsOn: CivilDate.nullable(),
    quantity: Quantity.nullable().default(null),
    quantityFrom: CivilDate.nullable()
      .default(null)
      .describe('The day from which it is so many; null: from the start on'),
  }),
  response: Assignment,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'billing.already_assigned', 'billing.rule_wrong'],
})

export const removeAssignment = route({
  method: 'DELETE',
  path: '/billing/assignments/:assignmentId',
  summary: 'Take back an assignment by which nothing was billed.',
  permission: 'billing.rules.manage',
  params: z.object({ assignmentId: Id }),
  query: SeenVersion,
  response: 'none',
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'billing.assignment_billed'],
})

export const arrangePayers = route({
  method: 'POST',
  path: '/billing/assignments/:assignmentId/payers',
  summary:
    'Who pays an assignment from a day on, wholly or in parts that make 100 %. An arrangement that goes on beyond is ended the day before.',
  permission: 'billing.rules.manage',
  params: z.object({ assignmentId: Id }),
  body: z.object({
    id: Id,
    fromOn: CivilDate,
    toOn: CivilDate.nullable().default(null),
    shares: z.array(PayerShare).min(1).max(5),
  }),
  response: Assignment,
  errors: ['platform.not_found', 'billing.payers_wrong', 'billing.payers_taken'],
})

export const MeasureValue = z.object({
  id: Id,
  premisesId: Id,
  premisesLabel: z.string(),
  name: z.string(),
  words: z.object({ 'zh-CN': z.string(), en: z.string() }),
  effectiveFrom: CivilDate,
  effectiveTo: CivilDate.nullable(),
  value: z.string(),
})

const measureFilters = {
  communityId: Id.optional(),
  premisesId: Id.optional(),
  name: z.string().max(50).optional(),
  text: z.string().max(50).optional().describe('A part of the name of the premises'),
}

export const listMeasures = route({
  method: 'GET',
  path: '/billing/measures',
  summary: 'What premises are measured by beside their area, over time: persons, turnover, factors, custom fields.',
  permission: 'billing.rules.read',
  query: PageQuery.extend(measureFilters),
  response: pageOf(MeasureValue),
})

export const exportMeasures = route({
  method: 'GET',
  path: '/billing/measures/export',
  summary: 'What premises are measured by, with the same filters, as a workbook or csv.',
  permission: 'billing.rules.read',
  query: z.object({ ...measureFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const setMeasures = route({
  method: 'POST',
  path: '/billing/measures',
  summary: 'Values of premises from a date on, many at once; a value of the same name and date is replaced.',
  permission: 'billing.rules.manage',
  body: z.object({
    communityId: Id,
    name: z.string().max(50),
    effectiveFrom: CivilDate,
    effectiveTo: CivilDate.nullable().default(null),
    values: z
      .array(z.object({ premisesId: Id, value: z.string().regex(/^-?\d{1,12}(\.\d{1,4})?$/) }))
      .min(1)
      .max(5000),
  }),
  response: z.object({ set: z.int() }),
  errors: ['platform.not_found', 'billing.measure_unknown', 'billing.rule_wrong'],
})
