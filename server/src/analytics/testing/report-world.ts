import type { TestDatabase } from '../../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { createCommunity, ensureBuildings, ensurePremises, premisesKey } from '../../registry/index.ts'

/** A community whose charges are written row by row, so that a report can be counted by hand. */
export interface ReportWorld {
  tenant: Tenant
  communityId: string
  itemId: string
  otherItemId: string
  /** 1-101, 1-102, 2-201 and parking space C1. */
  rooms: string[]
  /** An issued bill with one line; answers where it stands. */
  charge(line: Charge): Promise<Charged>
  /** What settled it; a payment by default. */
  settle(line: Charged, on: string, yuan: string, kind?: string): Promise<void>
  /** Money into a household's purse, or another movement of it. */
  prepay(room: number, on: string, yuan: string, kind?: string): Promise<void>
}

interface Charge {
  room?: number
  itemId?: string
  /** First day of what is charged, `YYYY-MM-DD`. */
  startsOn: string
  issuedOn?: string
  dueOn?: string
  yuan: string
  state?: string
  /** A correction: of which bill. Its amount may be negative. */
  corrects?: string
  explanation?: object
}

export interface Charged {
  billId: string
  lineId: string
  premisesId: string
}

export const fen = (yuan: string) => BigInt(yuan.includes('.') ? yuan.replace('.', '') : `${yuan}00`)

interface Ground {
  database: TestDatabase
  tenantId: string
  communityId: string
  rooms: string[]
  insert: ReturnType<typeof inserter>
  ids: { itemId: string; otherItemId: string; ruleId: string; runId: string }
}

export async function makeReportWorld(database: TestDatabase, name = '幸福里'): Promise<ReportWorld> {
  const tenant = await makeTenant(database)
  const { tenantId } = tenant
  const { communityId, rooms } = await makeRooms(database, tenant, name)
  const ids = { itemId: newId(), otherItemId: newId(), ruleId: newId(), runId: newId() }
  const ground: Ground = { database, tenantId, communityId, rooms, insert: inserter(database), ids }
  await layRules(ground)
  const move = mover(ground)
  return {
    prepay: (room, on, yuan, kind = 'top-up') => move({ premisesId: rooms[room] ?? '' }, kind, on, yuan),
    ...{ tenant, communityId, itemId: ids.itemId, otherItemId: ids.otherItemId, rooms },
    charge: charger(ground),
    settle: settler(ground, move),
  }
}

async function layRules({ tenantId, communityId, insert, ids }: Ground): Promise<void> {
  const { itemId, otherItemId, ruleId, runId } = ids
  await insert('billing.charge_item', { tenantId, id: itemId, name: '物业费' })
  await insert('billing.charge_item', { tenantId, id: otherItemId, name: '车位费' })
  await insert('billing.rule', {
    ...{ tenantId, id: ruleId, communityId, code: 'R1', name: '物业费', itemId, kind: 'fixed', cycleMonths: 1 },
    ...{ timing: 'advance', lineGrain: 'contract-month', proration: 'ACTUAL', dueDays: 0 },
    ...{ effectiveFrom: '2020-01-01', createdAt: '2020-01-01' },
  })
  await insert('billing.bill_run', {
    ...{ tenantId, id: runId, communityId, fromMonth: '2020-01', toMonth: '2026-12', state: 'issued' },
    ...{ startedAt: '2026-01-01', startedBy: newId(), startedByName: '财务' },
  })
}

function pay({ insert }: Ground, common: object, id: string, paidOn: string, yuan: string) {
  return insert('payments.payment', {
    ...{ ...common, id, payerName: '王小明', method: 'cash', amountFen: fen(yuan), paidOn },
    ...{ paidAt: `${paidOn}T10:00:00+08:00`, cashierId: newId(), cashierName: '小李' },
  })
}

function mover(ground: Ground) {
  const { tenantId, communityId, insert } = ground
  const purses = new Map<string, { id: string; balance: bigint }>()
  return async (common: { premisesId: string }, kind: string, movedOn: string, yuan: string) => {
    const purse = purses.get(common.premisesId) ?? { id: newId(), balance: 0n }
    const place = { tenantId, communityId, premisesId: common.premisesId }
    if (!purses.has(common.premisesId))
      await insert('billing.purse', { ...place, id: purse.id, createdAt: `${movedOn}T10:00:00+08:00` })
    const sourceId = newId()
    if (kind === 'top-up') await pay(ground, place, sourceId, movedOn, yuan)
    const amountFen = fen(yuan)
    purses.set(common.premisesId, { ...purse, balance: purse.balance + amountFen })
    await insert('billing.purse_movement', {
      ...{
        ...place,
        id: newId(),
        purseId: purse.id,
        kind,
        sourceKind: 'payments.payment',
        sourceId,
        amountFen,
        movedOn,
      },
      ...{ balanceAfterFen: purse.balance + amountFen, at: `${movedOn}T10:00:00+08:00`, actorName: '小李' },
    })
  }
}

function charger({ tenantId, communityId, rooms, insert, ids }: Ground): ReportWorld['charge'] {
  const { itemId, ruleId, runId } = ids
  return async ({ room = 0, startsOn, yuan, state = 'issued', explanation = {}, ...more }) => {
    const [billId, lineId, assignmentId, premisesId] = [newId(), newId(), newId(), rooms[room] ?? '']
    const common = { tenantId, communityId, premisesId }
    const { issuedOn = startsOn, dueOn = startsOn } = more
    const item = more.itemId ?? itemId
    // Ended before it began to be charged again, so that assignments of a room do not overlap.
    const day = `19${String(assignments++ % 90).padStart(2, '0')}-01-01`
    await insert('billing.assignment', {
      ...common,
      id: assignmentId,
      ruleId,
      startsOn: day,
      endsOn: day,
      createdAt: day,
    })
    await insert('billing.bill', {
      ...{ ...common, id: billId, billRunId: runId, ruleId, itemId: item, assignmentId, state, dueOn },
      ...{ cycleStart: startsOn, cycleEnd: startsOn, billingOn: startsOn, issuedAt: `${issuedOn}T09:00:00+08:00` },
      amountFen: fen(yuan),
      ...(more.corrects ? { kind: 'correction', correctsBillId: more.corrects } : {}),
    })
    await insert('billing.bill_line', {
      ...{ ...common, id: lineId, billId, assignmentId, ruleVersionId: newId(), explanation },
      ...{ segmentStart: startsOn, segmentEnd: startsOn, amountFen: fen(yuan) },
    })
    return { billId, lineId, premisesId }
  }
}

function settler(ground: Ground, move: ReturnType<typeof mover>): ReportWorld['settle'] {
  const { database, tenantId, communityId, insert } = ground
  return async ({ billId, lineId, premisesId }, settledOn, yuan, sourceKind = 'payment') => {
    const common = { tenantId, communityId, premisesId }
    const sourceId = newId()
    if (sourceKind === 'payment') await pay(ground, common, sourceId, settledOn, yuan)
    if (sourceKind === 'purse') await move(common, 'offset', settledOn, `-${yuan}`)
    await insert('billing.settlement', {
      ...{
        ...common,
        id: newId(),
        billId,
        billLineId: lineId,
        sourceKind,
        sourceId,
        amountFen: fen(yuan),
        settledOn,
      },
      paymentId: sourceKind === 'payment' ? sourceId : null,
    })
    for (const table of ['bill_line', 'bill'])
      await asOwner(
        database,
        `update billing.${table} set settled_fen = settled_fen + $1 where tenant_id = $2 and id = $3`,
        [fen(yuan), tenantId, table === 'bill' ? billId : lineId],
      )
  }
}

let assignments = 0

const PLACES = [
  ['1', null, '101'],
  ['1', null, '102'],
  ['2', null, '201'],
  [null, 'A', 'C1'],
] as const

async function makeRooms(database: TestDatabase, tenant: Tenant, name: string) {
  const communityId = newId()
  const rooms = await inTransaction(database.db, tenant.system, async tx => {
    await createCommunity(tx, tenant.system, { id: communityId, code: communityId.slice(-8), name, address: '' })
    await ensureBuildings(tx, tenant.system, communityId, [{ code: '1' }, { code: '2' }])
    const places = PLACES.map(([buildingCode, areaCode, code]) => ({
      ...{
        buildingCode,
        areaCode,
        code,
        unitCode: null,
        floor: null,
        layoutCode: null,
        areaM2: null,
        innerAreaM2: null,
      },
      ...{ use: 'residential' as const, state: 'occupied' as const, areaFrom: '2020-01-01' },
    }))
    const { idByKey } = await ensurePremises(tx, tenant.system, communityId, places)
    return places.map(place => idByKey.get(premisesKey(place)) ?? '')
  })
  return { communityId, rooms }
}

function inserter(database: TestDatabase) {
  return async (table: string, row: Record<string, unknown>): Promise<void> => {
    const columns = Object.keys(row).map(name => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`))
    const places = columns.map((_, index) => `$${index + 1}`)
    const text = `insert into ${table} (${columns.join(', ')}) values (${places.join(', ')})`
    await asOwner(database, text, Object.values(row))
  }
}
