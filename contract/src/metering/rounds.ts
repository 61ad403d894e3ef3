import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Id, Instant, Line, Month, PageQuery, pageOf, Version } from '../values.ts'
import { MeterKind, MeterLevel } from './meters.ts'
import { ReadingRow, ReadingState } from './readings.ts'

/** A route 抄表线路: meters of a kind in the order in which a reader walks. */
export const ReadingRoute = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  name: z.string(),
  kind: MeterKind,
  readerId: Id.nullable().describe('The account of who walks it'),
  readerName: z.string().nullable(),
  meterCount: z.int(),
  version: Version,
})

export const ReadingRouteDetail = ReadingRoute.extend({
  meters: z.array(z.object({ id: Id, code: z.string(), premisesLabel: z.string().nullable(), place: z.string() })),
})

const RouteFilters = z.object({
  communityId: Id.optional(),
  kind: MeterKind.optional(),
  readerId: Id.optional(),
  text: z.string().max(50).optional().describe('A part of the name'),
})

export const listRoutes = route({
  method: 'GET',
  path: '/metering/routes',
  summary: 'Routes of meter readers.',
  permission: 'metering.readings.read',
  query: PageQuery.extend(RouteFilters.shape),
  response: pageOf(ReadingRoute),
})

export const exportRoutes = route({
  method: 'GET',
  path: '/metering/routes/export',
  summary: 'The list of routes with the same filters, as a workbook or csv.',
  permission: 'metering.readings.read',
  query: RouteFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const listReaders = route({
  method: 'GET',
  path: '/metering/readers',
  summary: 'Staff in use who may read meters in a community, by name.',
  permission: 'metering.rounds.manage',
  query: z.object({ communityId: Id }),
  response: z.object({ items: z.array(z.object({ id: Id, name: z.string() })) }),
  errors: ['platform.not_found'],
})

const routeParams = z.object({ routeId: Id })

export const readRoute = route({
  method: 'GET',
  path: '/metering/routes/:routeId',
  summary: 'One route with its meters in order.',
  permission: 'metering.readings.read',
  params: routeParams,
  response: ReadingRouteDetail,
  errors: ['platform.not_found'],
})

const RouteWords = z.object({
  name: Line,
  readerId: Id.nullable().default(null),
  meterIds: z.array(Id).max(2000).describe('In order; a meter of another route moves here'),
})

export const addRoute = route({
  method: 'POST',
  path: '/metering/routes',
  summary: 'Lay a route of meters of a kind.',
  permission: 'metering.rounds.manage',
  body: RouteWords.extend({ id: Id, communityId: Id, kind: MeterKind }),
  response: ReadingRouteDetail,
  errors: [
    'platform.beyond_scope',
    'platform.not_found',
    'platform.already_there',
    'metering.route_name_taken',
    'metering.route_meters_wrong',
  ],
})

export const editRoute = route({
  method: 'PUT',
  path: '/metering/routes/:routeId',
  summary: 'Rename a route, give it another reader, or put its meters into another order.',
  permission: 'metering.rounds.manage',
  params: routeParams,
  body: RouteWords.extend({ version: Version }),
  response: ReadingRouteDetail,
  errors: [
    'platform.beyond_scope',
    'platform.not_found',
    'platform.changed_meanwhile',
    'metering.route_name_taken',
    'metering.route_meters_wrong',
  ],
})

export const removeRoute = route({
  method: 'POST',
  path: '/metering/routes/:routeId/remove',
  summary: 'A route is walked no more; its meters stand on none.',
  permission: 'metering.rounds.manage',
  params: routeParams,
  body: z.object({ version: Version }),
  response: 'none',
  errors: ['platform.beyond_scope', 'platform.not_found', 'platform.changed_meanwhile'],
})

/** A round 抄表批次: the meters of a community and kind that are to be read for a month, and how far it is. */
export const ReadingRound = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  kind: MeterKind,
  month: Month,
  plannedOn: CivilDate,
  state: z.enum(['open', 'closed']),
  meterCount: z.int(),
  readCount: z.int().describe('With a reading, whatever its state'),
  flaggedCount: z.int(),
  approvedCount: z.int(),
  skippedCount: z.int().describe('Could not be read, with the reason, and have no reading yet'),
  createdAt: Instant,
  version: Version,
})

const RoundFilters = z.object({
  communityId: Id.optional(),
  kind: MeterKind.optional(),
  state: z.enum(['open', 'closed']).optional(),
  month: Month.optional(),
})

export const listRounds = route({
  method: 'GET',
  path: '/metering/rounds',
  summary: 'Rounds of reading with their progress.',
  permission: 'metering.readings.read',
  query: PageQuery.extend(RoundFilters.shape),
  response: pageOf(ReadingRound),
})

export const exportRounds = route({
  method: 'GET',
  path: '/metering/rounds/export',
  summary: 'The list of rounds with the same filters, as a workbook or csv.',
  permission: 'metering.readings.read',
  query: RoundFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

const roundParams = z.object({ roundId: Id })

export const readRound = route({
  method: 'GET',
  path: '/metering/rounds/:roundId',
  summary: 'One round with its progress.',
  permission: 'metering.readings.read',
  params: roundParams,
  response: ReadingRound,
  errors: ['platform.not_found'],
})

export const openRound = route({
  method: 'POST',
  path: '/metering/rounds',
  summary:
    'Open a round: every meter in use of the kind, along the routes in their order, then the others by home; each with the reader of its route.',
  permission: 'metering.rounds.manage',
  body: z.object({ id: Id, communityId: Id, kind: MeterKind, month: Month, plannedOn: CivilDate }),
  response: ReadingRound,
  errors: [
    'platform.beyond_scope',
    'platform.not_found',
    'platform.already_there',
    'metering.round_taken',
    'metering.no_meters',
  ],
})

export const closeRound = route({
  method: 'POST',
  path: '/metering/rounds/:roundId/close',
  summary:
    'Close a round: nothing is entered into it any more. Meters without a reading are told by `missing` beforehand.',
  permission: 'metering.rounds.manage',
  params: roundParams,
  body: z.object({ version: Version }),
  response: ReadingRound,
  errors: ['platform.beyond_scope', 'platform.not_found', 'platform.changed_meanwhile', 'metering.round_waiting'],
})

export const reopenRound = route({
  method: 'POST',
  path: '/metering/rounds/:roundId/reopen',
  summary: 'A closed round takes readings again.',
  permission: 'metering.rounds.manage',
  params: roundParams,
  body: z.object({ version: Version }),
  response: ReadingRound,
  errors: ['platform.beyond_scope', 'platform.not_found', 'platform.changed_meanwhile'],
})

/** A stop of a round: a meter with what it showed before, and its reading when there is one. */
export const RoundStop = z.object({
  id: Id.describe('Of the meter'),
  place: z.int(),
  meterCode: z.string(),
  meterName: z.string(),
  kind: MeterKind,
  level: MeterLevel,
  premisesId: Id.nullable(),
  premisesLabel: z.string().nullable(),
  meterPlace: z.string(),
  deviceNo: z.string(),
  routeName: z.string().nullable(),
  readerId: Id.nullable(),
  readerName: z.string().nullable(),
  multiplier: z.string(),
  digits: z.int(),
  decimals: z.int(),
  bands: z.array(z.string()),
  previousOn: CivilDate,
  previousValue: z.string(),
  previousBands: z.record(z.string(), z.string()).describe('What the parts of the day showed then'),
  dailyMean: z.string().nullable().describe('Units a day by the last readings, four decimals'),
  skipped: z.string().nullable(),
  reading: ReadingRow.pick({
    id: true,
    readOn: true,
    value: true,
    used: true,
    source: true,
    state: true,
    flags: true,
    rolledOver: true,
    bands: true,
    note: true,
    version: true,
  })
    .extend({ hasPhoto: z.boolean() })
    .nullable(),
})

const StopFilters = z.object({
  text: z.string().max(50).optional().describe('The beginning of a meter’s code, or of a room'),
  show: z.enum(['missing', 'flagged', 'waiting', 'skipped']).optional(),
  readerId: Id.optional(),
  state: ReadingState.optional(),
})

export const listRoundStops = route({
  method: 'GET',
  path: '/metering/rounds/:roundId/stops',
  summary: 'The stops of a round in the order in which they are walked.',
  permission: 'metering.readings.read',
  params: roundParams,
  query: PageQuery.extend(StopFilters.shape),
  response: pageOf(RoundStop),
  errors: ['platform.not_found'],
})

export const exportRoundStops = route({
  method: 'GET',
  path: '/metering/rounds/:roundId/stops/export',
  summary:
    'The paper list of a round: to be filled in by hand, and to be imported again when filled in on the computer.',
  permission: 'metering.readings.read',
  params: roundParams,
  query: StopFilters.extend({ sort: PageQuery.shape.sort, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.not_found', 'platform.export_too_large'],
})

export const printRound = route({
  method: 'GET',
  path: '/metering/rounds/:roundId/list.pdf',
  summary: 'The paper list of a round or of one reader, to print.',
  permission: 'metering.readings.read',
  params: roundParams,
  query: z.object({ readerId: Id.optional() }),
  response: 'file',
  errors: ['platform.not_found'],
  transaction: 'manual',
})

export const skipStop = route({
  method: 'POST',
  path: '/metering/rounds/:roundId/stops/:meterId/skip',
  summary: 'A meter could not be read, with the reason; empty takes that back.',
  permission: 'metering.readings.enter',
  params: roundParams.extend({ meterId: Id }),
  body: z.object({ reason: z.string().trim().max(100) }),
  response: 'none',
  errors: ['platform.not_found', 'metering.round_closed'],
})

export const assignStops = route({
  method: 'POST',
  path: '/metering/rounds/:roundId/assign',
  summary: 'Give stops of a round to a reader; without meters named, every stop that has nobody.',
  permission: 'metering.rounds.manage',
  params: roundParams,
  body: z.object({ readerId: Id.nullable(), meterIds: z.array(Id).max(2000).default([]), version: Version }),
  response: ReadingRound,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'metering.round_closed'],
})

export const estimateRound = route({
  method: 'POST',
  path: '/metering/rounds/:roundId/estimate',
  summary: 'Estimate what was not read, by each meter’s daily mean; the next true reading settles the difference.',
  permission: 'metering.readings.enter',
  params: roundParams,
  body: z.object({ readOn: CivilDate, meterIds: z.array(Id).max(2000).default([]) }),
  response: z.object({ estimated: z.int(), without: z.int().describe('Meters that have no readings to go by') }),
  errors: ['platform.not_found', 'metering.round_closed', 'metering.reading_in_future'],
})

/** A round as a reader carries it. */
export const MyRound = ReadingRound.pick({
  id: true,
  communityId: true,
  communityName: true,
  kind: true,
  month: true,
  plannedOn: true,
}).extend({ stopCount: z.int(), doneCount: z.int() })

export const listMyRounds = route({
  method: 'GET',
  path: '/metering/my-rounds',
  summary: 'Open rounds in which the reader has stops, or in which stops have nobody.',
  permission: 'metering.readings.enter',
  response: z.object({ items: z.array(MyRound) }),
})

export const readMyRound = route({
  method: 'GET',
  path: '/metering/my-rounds/:roundId',
  summary: 'All the stops that the reader walks in a round, to be carried along where there is no network.',
  permission: 'metering.readings.enter',
  params: roundParams,
  response: MyRound.extend({ stops: z.array(RoundStop) }),
  errors: ['platform.not_found'],
})
