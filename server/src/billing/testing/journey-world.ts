import type { TestDatabase } from '../../../testing/database.ts'
import { makeTenant, type Tenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { drainJobs } from '../../platform/jobs.ts'
import {
  addPeople,
  createCommunity,
  ensureBuildings,
  ensureOccupancies,
  ensurePremises,
  ensureUnits,
  premisesKey,
} from '../../registry/index.ts'
import { assignRules, createRule, issueBillRun, startBillRun } from '../index.ts'
import billingModule from '../module.ts'

/**
 * The five rooms and two rules of the workbook hc.xlsx, built through verbs: 94.56 m² each; rule 1 is 1.3 yuan/m² + 20
 * every 6 months from 2020-06-10, rule 2 is 1 yuan/m² + 20 every 3 months.
 */
export interface JourneyWorld {
  tenant: Tenant
  staff: Actor
  communityId: string
  /** Premises by room number. */
  rooms: Record<Room, string>
  /** The owner of each room. */
  owners: Record<Room, string>
  rule1: string
  rule2: string
  /** Runs a verb as staff (or somebody else) in a transaction. */
  as<T>(work: (tx: Tx, actor: Actor) => Promise<T>, actor?: Actor): Promise<T>
  /** Works every job that waits. */
  settle(): Promise<void>
  /** Generates and issues the months; answers the run's id. */
  bill(from: string, to: string): Promise<string>
}

export const ROOMS = ['1011', '1012', '1013', '1014', '1021'] as const
export type Room = (typeof ROOMS)[number]

/** Which rule is charged on which room since when. */
const CHARGES: [Room, 'rule1' | 'rule2', string][] = [
  ['1011', 'rule1', '2020-06-10'],
  ['1011', 'rule2', '2020-07-10'],
  ['1012', 'rule1', '2020-06-10'],
  ['1013', 'rule2', '2020-06-10'],
  ['1014', 'rule1', '2020-06-10'],
  ['1014', 'rule2', '2020-07-10'],
  ['1021', 'rule2', '2020-06-10'],
]

export async function makeJourneyWorld(database: TestDatabase, code = 'AJHY'): Promise<JourneyWorld> {
  const tenant = await makeTenant(database)
  const staff = await tenant.staff({ name: '李收费' })
  const as: JourneyWorld['as'] = (work, actor = staff) => inTransaction(database.db, actor, tx => work(tx, actor))
  const communityId = newId()
  await as((tx, actor) => createCommunity(tx, actor, { id: communityId, code, name: '安居花园', address: '' }))
  const { rooms, owners } = await as((tx, actor) => makeRooms(tx, actor, communityId))
  const { rule1, rule2 } = await as((tx, actor) => makeRules(tx, actor, communityId))
  const ruleIds = { rule1, rule2 }
  await as((tx, actor) =>
    assignRules(
      tx,
      actor,
      CHARGES.map(([room, rule, startsOn]) => ({ ruleId: ruleIds[rule], premisesId: rooms[room], startsOn })),
    ),
  )
  const settle = () => drainJobs(database.db, database.config, database.jobsUrl, [billingModule], [])
  return {
    tenant,
    staff,
    communityId,
    rooms,
    owners,
    rule1,
    rule2,
    as,
    settle,
    bill: async (from, to) => {
      const id = newId()
      await as((tx, actor) => startBillRun(tx, actor, { id, communityId, from, to }))
      await settle()
      await as((tx, actor) => issueBillRun(tx, actor, { billRunId: id }))
      await settle()
      return id
    },
  }
}

async function makeRooms(tx: Tx, actor: Actor, communityId: string) {
  await ensureBuildings(tx, actor, communityId, [{ code: '1' }])
  await ensureUnits(tx, actor, communityId, [{ buildingCode: '1', code: '1', floors: 6, hasLift: false }])
  const place = { buildingCode: '1', unitCode: '1', areaCode: null }
  const { idByKey } = await ensurePremises(
    tx,
    actor,
    communityId,
    ROOMS.map(code => ({
      ...place,
      code,
      floor: Number(code.slice(0, -3)),
      use: 'residential' as const,
      state: 'occupied' as const,
      layoutCode: null,
      areaM2: '94.56',
      innerAreaM2: null,
      areaFrom: '2020-01-01',
    })),
  )
  const rooms = Object.fromEntries(ROOMS.map(code => [code, idByKey.get(premisesKey({ ...place, code }))])) as Record<
    Room,
    string
  >
  const owners = Object.fromEntries(ROOMS.map(code => [code, newId()])) as Record<Room, string>
  await addPeople(
    tx,
    actor,
    communityId,
    // Without a phone: `tenant.resident(…)` opens their accounts where a test needs one.
    ROOMS.map(code => ({ id: owners[code], name: `业主${code}`, sex: null, phone: null, idNumber: null })),
  )
  await ensureOccupancies(
    tx,
    actor,
    ROOMS.map(code => ({
      premisesId: rooms[code],
      personId: owners[code],
      kind: 'owner' as const,
      fromOn: '2020-06-01',
    })),
  )
  return { rooms, owners }
}

async function makeRules(tx: Tx, actor: Actor, communityId: string): Promise<{ rule1: string; rule2: string }> {
  const terms = {
    communityId,
    itemName: '物业费',
    kind: 'area-price',
    timing: 'advance',
    lineGrain: 'contract-month',
    proration: 'ACTUAL',
    dueDays: 0,
    effectiveFrom: '2020-06-10',
    effectiveTo: null,
    fixedAmount: '20',
  } as const
  const rule1 = newId()
  const rule2 = newId()
  await createRule(tx, actor, { ...terms, id: rule1, code: '1', name: '物业费一', cycleMonths: 6, unitPrice: '1.3' })
  await createRule(tx, actor, { ...terms, id: rule2, code: '2', name: '物业费二', cycleMonths: 3, unitPrice: '1' })
  return { rule1, rule2 }
}
