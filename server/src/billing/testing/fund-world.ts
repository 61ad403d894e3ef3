import type { TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { approveRequest } from '../../approvals/requests/decide-request.ts'
import type { Actor } from '../../platform/actor.ts'
import { Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { assignRule } from '../assignments/assign-rule.ts'
import { collect } from '../collections/collect.ts'
import { readHousehold } from '../collections/household-view.ts'
import { askFund } from '../funds/ask-fund.ts'
import type { FundKind } from '../funds/fund.ts'
import { readFund } from '../funds/fund-view.ts'
import { createRule } from '../index.ts'
import { addItemTax } from '../items/edit-items.ts'
import '../module.ts'
import { addResolution } from '../resolutions/edit-resolutions.ts'
import { type JourneyWorld, makeJourneyWorld, type Room } from './journey-world.ts'

const ROOMS: Room[] = ['1011', '1012', '1013', '1014', '1021']

export type Ask = Parameters<typeof askFund>[2]
type Resolving = Parameters<typeof addResolution>[2]
export type FundWorld = Awaited<ReturnType<typeof makeFundWorld>>

/** What became of a deed: the code of its refusal, or `done`. */
export const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )

type Method = 'cash' | 'transfer' | 'cheque'

/** Five homes charged for water that is collected for others, common parking (with 9 % of tax) and the maintenance fund, billed for a month. */
export async function makeFundWorld(database: TestDatabase) {
  const world = await makeJourneyWorld(database)
  const itemIds = await chargeAll(database, world)
  const aPaper = () => addPaper(database, world)
  const pay = (room: Room, items: string[], method: Method = 'cash') => payItems(world, room, items, method)
  const boss = await world.tenant.staff({ name: '财务总监' })
  return { world, boss, itemIds, aPaper, pay, ...asking(database, world, { boss, itemIds, paper: await aPaper() }) }
}

interface Known {
  boss: Actor
  itemIds: Record<string, string>
  paper: string
}

/** What is asked for, decided and looked at. */
function asking(database: TestDatabase, world: JourneyWorld, { boss, itemIds, paper }: Known) {
  const approve = (requestId: string | null, actor = boss, version = 1) =>
    world.as((tx, who) => approveRequest(tx, who, { requestId: requestId ?? '', version, note: '' }), actor)
  const keyOf = (kind: FundKind) => ({
    communityId: world.communityId,
    kind,
    itemId: kind === 'agency' ? (itemIds.代收水费 ?? '') : null,
  })
  const fundOf = (kind: FundKind) =>
    world.as((tx, actor) => {
      const { itemId, ...key } = keyOf(kind)
      return readFund(tx, actor, { ...key, ...(itemId === null ? {} : { itemId }), from: '2020-12', to: '2020-12' })
    })

  const ask = (kind: FundKind, given: Partial<Ask> & Pick<Ask, 'deed' | 'amountFen'>) =>
    world.as((tx, actor) =>
      askFund(tx, actor, {
        ...{ id: newId(), ...keyOf(kind), taxRatePercent: null, method: 'transfer', partyName: '对方单位' },
        ...{ partyAccount: '6222020200011112222', purpose: '用途', reference: '', fileIds: [], resolutionId: null },
        ...{ fromMonth: null, toMonth: null, homes: null },
        ...given,
      }),
    )
  const handOver = (amountFen: bigint, given: Partial<Ask> = {}) =>
    ask('agency', { deed: 'hand-over', amountFen, fromMonth: '2020-12', toMonth: '2020-12', ...given })
  const postings = (sourceKind: string, sourceId: string) =>
    asOwner<{ code: string; fen: bigint }>(
      database,
      `select p.account_code as code, sum(p.amount_fen)::bigint as fen from ledger.posting p
       join ledger.entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
       where e.source_kind = $1 and e.source_id = $2 group by 1 order by 1`,
      [sourceKind, sourceId],
    )
  const resolve = (given: Partial<Resolving> & Pick<Resolving, 'kind'>) =>
    world.as((tx, actor) =>
      addResolution(tx, actor, {
        ...{ id: newId(), communityId: world.communityId, body: 'assembly', number: `决 ${newId().slice(-6)}` },
        ...{ subject: '公共收益使用方案', decidedOn: '2020-12-01', limitFen: null, votes: null, fileIds: [paper] },
        ...given,
      }),
    )
  return { approve, keyOf, fundOf, ask, handOver, postings, resolve }
}

async function chargeAll(database: TestDatabase, world: JourneyWorld): Promise<Record<string, string>> {
  for (const [name, amount] of [
    ['代收水费', '100.00'],
    ['公共停车', '109.00'],
    ['维修资金', '200.00'],
  ] as const)
    await charge(world, name, amount)
  for (const [name, treatment] of [
    ['代收水费', 'agency'],
    ['公共停车', 'public'],
    ['维修资金', 'fund'],
  ])
    await asOwner(database, 'update billing.charge_item set treatment = $2 where name = $1', [name, treatment])
  const rows = await asOwner<{ id: string; name: string }>(database, 'select id, name from billing.charge_item')
  const itemIds: Record<string, string> = Object.fromEntries(rows.map(row => [row.name, row.id]))
  await world.as((tx, actor) =>
    addItemTax(tx, actor, {
      ...{ id: newId(), itemId: itemIds.公共停车 ?? '', legalEntityId: null },
      ...{ effectiveFrom: '2020-01-01', taxCode: null, ratePercent: '9' },
    }),
  )
  await world.bill('2020-12', '2020-12')
  return itemIds
}

async function charge(world: JourneyWorld, itemName: string, fixedAmount: string): Promise<void> {
  const ruleId = newId()
  await world.as(async (tx, actor) => {
    await createRule(tx, actor, {
      ...{ id: ruleId, communityId: world.communityId, code: itemName, name: itemName, itemName, kind: 'fixed' },
      ...{ timing: 'advance', lineGrain: 'contract-month', proration: 'ACTUAL', dueDays: 0, cycleMonths: 1 },
      ...{ effectiveFrom: '2020-01-01', effectiveTo: null, fixedAmount, unitPrice: '0' },
    } as Parameters<typeof createRule>[2])
    for (const room of ROOMS)
      await assignRule(tx, actor, {
        ...{ id: newId(), ruleId, premisesId: world.rooms[room], startsOn: '2020-12-01', endsOn: '2020-12-31' },
      })
  })
}

/** A stored file of the cashier, as an upload leaves it. */
async function addPaper(database: TestDatabase, world: JourneyWorld): Promise<string> {
  const id = newId()
  await asOwner(
    database,
    `insert into platform.file (tenant_id, id, name, media_type, bytes, sha256, purpose, uploaded_by, at)
     values ($1, $2, '决议.pdf', 'application/pdf', 10, '\\x00', 'document', $3, now())`,
    [world.tenant.tenantId, id, world.staff.id],
  )
  return id
}

async function payItems(world: JourneyWorld, room: Room, items: string[], method: Method): Promise<string> {
  const household = await world.as((tx, actor) => readHousehold(tx, actor, { premisesId: world.rooms[room] }))
  const bills = household.bills.filter(bill => items.includes(bill.itemName))
  if (bills.length !== items.length) throw new Error(`not all of ${items.join()} is owed`)
  const id = newId()
  const amountFen = bills.reduce((sum, bill) => sum + bill.outstandingFen, 0n)
  const of = {
    premisesId: world.rooms[room],
    billIds: bills.map(bill => bill.id),
    reference: method === 'cheque' ? id : undefined,
  }
  await world.as((tx, actor) => collect(tx, actor, { id, ...of, amountFen, method }))
  return id
}
