import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { approveRequest, rejectRequest } from '../../approvals/requests/decide-request.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { verifyInvariants } from '../../verify.ts'
import { assignRule } from '../assignments/assign-rule.ts'
import { collect } from '../collections/collect.ts'
import { readHousehold } from '../collections/household-view.ts'
import { disclosurePdf } from '../disclosures/disclosure-pdf.ts'
import { listMyDisclosures, previewDisclosure, readDisclosure } from '../disclosures/disclosure-view.ts'
import { disclosureWorkbook } from '../disclosures/disclosure-workbook.ts'
import { publishFund, withdrawDisclosure } from '../disclosures/publish-fund.ts'
import { createRule } from '../index.ts'
import { addItemTax } from '../items/edit-items.ts'
import '../module.ts'
import { askReversal, reversePayment } from '../refunds/reverse-payment.ts'
import { addResolution, voidResolution } from '../resolutions/edit-resolutions.ts'
import { type JourneyWorld, makeJourneyWorld, type Room } from '../testing/journey-world.ts'
import { askFund } from './ask-fund.ts'
import { askFundReversal } from './ask-fund-reversal.ts'
import { editFund } from './edit-fund.ts'
import type { FundKind } from './fund.ts'
import { listFundLines } from './fund-lines-view.ts'
import { listFundRequests, readFundRequest, revealFundParty } from './fund-request-view.ts'
import { listFunds, readFund } from './fund-view.ts'
import { previewHandOver, previewManagement } from './preview-fund.ts'

let database: TestDatabase
let world: JourneyWorld
let boss: Actor
let itemIds: Record<string, string>
let paper: string

beforeAll(async () => {
  database = await cloneDatabase()
  setClock(new Date('2020-12-15T02:00:00Z'))
  world = await makeJourneyWorld(database)
  boss = await world.tenant.staff({ name: '财务总监' })
  for (const [name, amount] of [
    ['代收水费', '100.00'],
    ['公共停车', '109.00'],
    ['维修资金', '200.00'],
  ] as const)
    await charge(name, amount)
  for (const [name, treatment] of [
    ['代收水费', 'agency'],
    ['公共停车', 'public'],
    ['维修资金', 'fund'],
  ])
    await asOwner(database, 'update billing.charge_item set treatment = $2 where name = $1', [name, treatment])
  const rows = await asOwner<{ id: string; name: string }>(database, 'select id, name from billing.charge_item')
  itemIds = Object.fromEntries(rows.map(row => [row.name, row.id]))
  await world.as((tx, actor) =>
    addItemTax(tx, actor, {
      ...{ id: newId(), itemId: itemIds.公共停车 ?? '', legalEntityId: null },
      ...{ effectiveFrom: '2020-01-01', taxCode: null, ratePercent: '9' },
    }),
  )
  await world.bill('2020-12', '2020-12')
  paper = await aPaper()
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

const ROOMS: Room[] = ['1011', '1012', '1013', '1014', '1021']

async function charge(itemName: string, fixedAmount: string): Promise<void> {
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
async function aPaper(): Promise<string> {
  const id = newId()
  await asOwner(
    database,
    `insert into platform.file (tenant_id, id, name, media_type, bytes, sha256, purpose, uploaded_by, at)
     values ($1, $2, '决议.pdf', 'application/pdf', 10, '\\x00', 'document', $3, now())`,
    [world.tenant.tenantId, id, world.staff.id],
  )
  return id
}

async function pay(room: Room, items: string[], method: 'cash' | 'transfer' | 'cheque' = 'cash'): Promise<string> {
  const household = await world.as((tx, actor) => readHousehold(tx, actor, { premisesId: world.rooms[room] }))
  const bills = household.bills.filter(bill => items.includes(bill.itemName))
  expect(bills).toHaveLength(items.length)
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

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )
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

type Ask = Parameters<typeof askFund>[2]
const ask = (kind: FundKind, given: Partial<Ask> & Pick<Ask, 'deed' | 'amountFen'>) =>
  world.as((tx, actor) =>
    askFund(tx, actor, {
      ...{ id: newId(), ...keyOf(kind), taxRatePercent: null, method: 'transfer', partyName: '对方单位' },
      ...{ partyAccount: '6222020200011112222', purpose: '用途', reference: '', fileIds: [], resolutionId: null },
      ...{ fromMonth: null, toMonth: null },
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
type Resolving = Parameters<typeof addResolution>[2]
const resolve = (given: Partial<Resolving> & Pick<Resolving, 'kind'>) =>
  world.as((tx, actor) =>
    addResolution(tx, actor, {
      ...{ id: newId(), communityId: world.communityId, body: 'assembly', number: `决 ${newId().slice(-6)}` },
      ...{ subject: '公共收益使用方案', decidedOn: '2020-12-01', limitFen: null, votes: null, fileIds: [paper] },
      ...given,
    }),
  )

describe('money collected for others (代收)', () => {
  it('is handed over as far as it was collected, decided by somebody else, posted and told line by line', async () => {
    expect(await fundOf('agency')).toMatchObject({ balanceFen: 0n, uncollectedFen: 50_000n })
    expect(await codeOf(handOver(1n))).toBe('billing.fund_too_small')
    await pay('1011', ['代收水费'])
    await pay('1012', ['代收水费'], 'transfer')
    expect(await codeOf(handOver(20_001n))).toBe('billing.fund_too_small')
    const asked = await handOver(15_000n)
    expect(asked).toMatchObject({ state: 'waiting', effectFen: -15_000n, partyAccountMasked: '**** 2222' })
    // What waits is taken off what may be asked for.
    expect(await codeOf(handOver(5_001n))).toBe('billing.fund_too_small')
    expect(await codeOf(approve(asked.requestId, world.staff))).toBe('platform.own_request')
    await approve(asked.requestId)
    expect(await postings('billing.fund-handed-over', asked.id)).toEqual([
      { code: '1002', fen: -15_000n },
      { code: '224102', fen: 15_000n },
    ])
    const fund = await fundOf('agency')
    expect(fund).toMatchObject({ receivedFen: 20_000n, handedOverFen: 15_000n, closingFen: 5_000n, balanceFen: 5_000n })
    expect(fund.months).toEqual([expect.objectContaining({ month: '2020-12', closingFen: 5_000n })])
    const { itemId, ...key } = keyOf('agency')
    const lines = await world.as((tx, actor) =>
      listFundLines(tx, actor, { ...key, itemId: itemId ?? '', from: '2020-12', to: '2020-12', limit: 50 }),
    )
    expect(lines.items.map(line => [line.what, line.amountFen])).toEqual([
      ['hand-over', -15_000n],
      ['received', 10_000n],
      ['received', 10_000n],
    ])
    expect(lines.items.every(line => line.entryId !== null)).toBe(true)
    expect(lines.sums).toEqual({ inFen: 20_000n, outFen: 15_000n })
    const preview = await world.as((tx, actor) =>
      previewHandOver(tx, actor, { ...key, itemId: itemId ?? '', from: '2020-12', to: '2020-12' }),
    )
    expect(preview).toEqual({
      ...{
        billedFen: 50_000n,
        collectedFen: 20_000n,
        handedOverFen: 15_000n,
        remainsFen: 5_000n,
        spendableFen: 5_000n,
      },
    })
    const detail = await world.as((tx, actor) => readFundRequest(tx, actor, { fundRequestId: asked.id }))
    expect(detail.entryId).not.toBeNull()
    const revealed = await world.as((tx, actor) =>
      revealFundParty(tx, actor, { fundRequestId: asked.id, reason: '付款' }),
    )
    expect(revealed.partyAccount).toBe('6222020200011112222')
  })

  it('a payment whose money was handed over is not taken back, until the hand-over is or the company advances', async () => {
    const paymentId = await pay('1013', ['代收水费'])
    const asked = await handOver(15_000n)
    await approve(asked.requestId)
    const reverse = () => world.as((tx, actor) => reversePayment(tx, actor, { id: newId(), paymentId, reason: '收错' }))
    expect(await codeOf(reverse())).toBe('billing.fund_spent')
    const keep = { ...keyOf('agency'), principal: '水务集团', managementPercent: '0' }
    const kept = await world.as((tx, actor) => editFund(tx, actor, { ...keep, mayAdvance: true, version: 0 }))
    expect(await codeOf(reverse())).toBe('done')
    expect(await fundOf('agency')).toMatchObject({ balanceFen: -10_000n, mayAdvance: true, principal: '水务集团' })
    // With it what is due may be handed over, nothing beyond; and it goes on until the money came.
    expect(await codeOf(handOver(20_001n))).toBe('billing.fund_too_small')
    const stop = () =>
      world.as((tx, actor) => editFund(tx, actor, { ...keep, mayAdvance: false, version: kept.version }))
    expect(await codeOf(stop())).toBe('billing.fund_advanced')
    await pay('1013', ['代收水费'])
    await stop()
    expect(await codeOf(world.as((tx, actor) => editFund(tx, actor, { ...keep, mayAdvance: true, version: 1 })))).toBe(
      'platform.changed_meanwhile',
    )
  })

  it('a hand-over is taken back once, as a whole, and the money is there again', async () => {
    const { items } = await world.as((tx, actor) => listFundRequests(tx, actor, { deed: 'hand-over', limit: 1 }))
    const fundRequestId = items[0]?.id ?? ''
    const back = () =>
      world.as((tx, actor) => askFundReversal(tx, actor, { id: newId(), fundRequestId, reason: '退回' }))
    const asked = await back()
    expect(await codeOf(back())).toBe('billing.fund_not_reversible')
    await world.as(
      (tx, who) => rejectRequest(tx, who, { requestId: asked.requestId ?? '', version: 1, reason: '不' }),
      boss,
    )
    const again = await back()
    await approve(again.requestId)
    expect(await codeOf(back())).toBe('billing.fund_not_reversible')
    expect(await postings('billing.fund-reversed', again.id)).toEqual([
      { code: '1002', fen: 15_000n },
      { code: '224102', fen: -15_000n },
    ])
    expect(await fundOf('agency')).toMatchObject({ balanceFen: 15_000n, handedOverFen: 15_000n })
  })

  it('a hand-over that is approved and a payment that is taken back at once: one of them waits and is refused', async () => {
    const paymentId = await pay('1014', ['代收水费'])
    const asked = await handOver(25_000n)
    const reversal = await world.as((tx, actor) =>
      askReversal(tx, actor, { id: newId(), paymentId, cause: 'mistake', reason: '收错', photoIds: [] }),
    )
    const done = await Promise.all([codeOf(approve(asked.requestId)), codeOf(approve(reversal.requestId))])
    expect(done.filter(code => code === 'done')).toHaveLength(1)
    expect(done.some(code => code === 'billing.fund_spent' || code === 'billing.fund_too_small')).toBe(true)
    expect((await fundOf('agency')).balanceFen).toBeGreaterThanOrEqual(0n)
  })

  it('the database has the last word, whoever writes', async () => {
    const insert = asOwner(
      database,
      `insert into billing.fund_request (tenant_id, id, community_id, kind, item_id, deed, amount_fen, effect_fen, method, purpose, from_month,
         to_month, state, asked_by_name, asked_at, closed_at, applied_on)
       values ($1, $2, $3, 'agency', $4, 'hand-over', 9999999, -9999999, 'transfer', 'x', '2020-12', '2020-12', 'approved', 'x', now(), now(), '2020-12-15')`,
      [world.tenant.tenantId, newId(), world.communityId, itemIds.代收水费],
    )
    await expect(insert).rejects.toMatchObject({ constraint: 'fund_covered' })
    await expect(
      asOwner(database, "update billing.fund_request set purpose = 'y' where state = 'approved'"),
    ).rejects.toThrow('what was decided stays')
  })
})

describe('public revenue (公共收益)', () => {
  it('is spent on what owners decided, within the limit, out of the drawer of who asked', async () => {
    const resolution = await resolve({ kind: 'public', body: 'committee', limitFen: 15_000n })
    await pay('1011', ['公共停车'])
    await pay('1012', ['公共停车'])
    // 109.00 at 9 % is 100.00 and 9.00 of tax.
    expect(await fundOf('public')).toMatchObject({ receivedFen: 20_000n, balanceFen: 20_000n, uncollectedFen: 30_000n })
    const spend = (amountFen: bigint, given: Partial<Ask> = {}) =>
      ask('public', { deed: 'spend', amountFen, resolutionId: resolution.id, purpose: '补种绿化', ...given })
    expect(await codeOf(spend(100n, { resolutionId: null }))).toBe('billing.resolution_missing')
    expect(await codeOf(spend(15_001n))).toBe('billing.resolution_used')
    expect(await codeOf(spend(100n, { partyName: '' }))).toBe('billing.fund_deed_wrong')
    expect(await codeOf(spend(100n, { partyAccount: '' }))).toBe('billing.payee_account_missing')
    expect(await codeOf(ask('public', { deed: 'hand-over', amountFen: 1n }))).toBe('billing.fund_deed_wrong')
    const asked = await spend(6_000n, { method: 'cash', partyAccount: '', fileIds: [await aPaper()] })
    await approve(asked.requestId)
    expect(await postings('billing.fund-spent', asked.id)).toEqual([
      { code: '1001', fen: -6_000n },
      { code: '224103', fen: 6_000n },
    ])
    const drawer = await asOwner<{ kind: string; fen: bigint }>(
      database,
      'select kind, amount_fen as fen from payments.cash_movement where source_id = $1',
      [asked.id],
    )
    expect(drawer).toEqual([{ kind: 'out', fen: 6_000n }])
    expect(await codeOf(spend(9_001n))).toBe('billing.resolution_used')
    expect(
      await codeOf(
        world.as((tx, actor) => voidResolution(tx, actor, { resolutionId: resolution.id, version: 1, reason: '错' })),
      ),
    ).toBe('billing.resolution_used')
  })

  it('keeps what it costs by the percentage, once for the months, as income that bears tax', async () => {
    const basis = await resolve({ kind: 'public', body: 'assembly' })
    const months = { communityId: world.communityId, from: '2020-12', to: '2020-12' }
    expect(await world.as((tx, actor) => previewManagement(tx, actor, months))).toMatchObject({ amountFen: 0n })
    const keep = { ...keyOf('public'), principal: '', mayAdvance: false, version: 0 }
    expect(await codeOf(world.as((tx, actor) => editFund(tx, actor, { ...keep, managementPercent: '101' })))).toBe(
      'billing.percent_wrong',
    )
    await world.as((tx, actor) => editFund(tx, actor, { ...keep, managementPercent: '30' }))
    expect(await world.as((tx, actor) => previewManagement(tx, actor, months))).toMatchObject({
      ...{ receivedFen: 20_000n, percent: '30.00', amountFen: 6_000n, keptBeforeFen: 0n },
    })
    const manage = (amountFen: bigint) =>
      ask('public', {
        ...{ deed: 'manage', amountFen, method: null, partyName: '', partyAccount: '', taxRatePercent: '6' },
        ...{ resolutionId: basis.id, fromMonth: '2020-12', toMonth: '2020-12' },
      })
    expect(await codeOf(manage(6_001n))).toBe('billing.management_too_much')
    const asked = await manage(6_000n)
    await approve(asked.requestId)
    expect(await postings('billing.fund-managed', asked.id)).toEqual([
      { code: '222101', fen: -340n },
      { code: '224103', fen: 6_000n },
      { code: '6051', fen: -5_660n },
    ])
    expect(await codeOf(manage(1n))).toBe('billing.management_too_much')
  })

  it('other income comes in without its tax, and is not taken back once it was spent', async () => {
    const asked = await ask('public', {
      ...{ deed: 'income', amountFen: 10_600n, taxRatePercent: '6', partyAccount: '', purpose: '电梯广告' },
    })
    await approve(asked.requestId)
    expect(await postings('billing.fund-received', asked.id)).toEqual([
      { code: '1002', fen: 10_600n },
      { code: '222101', fen: -600n },
      { code: '224103', fen: -10_000n },
    ])
    expect(await fundOf('public')).toMatchObject({ incomeFen: 10_000n, balanceFen: 18_000n })
    const basis = await resolve({ kind: 'public' })
    const spent = await ask('public', { deed: 'spend', amountFen: 18_000n, resolutionId: basis.id })
    // Two chains' worth: from ¥2,000 on a second one decides; here one is enough.
    await approve(spent.requestId)
    const back = world.as((tx, actor) =>
      askFundReversal(tx, actor, { id: newId(), fundRequestId: asked.id, reason: '合同解除' }),
    )
    expect(await codeOf(back)).toBe('billing.fund_too_small')
  })
})

describe('the maintenance fund (维修资金)', () => {
  const votes = { heads: 100, areaM2: '10000', headsPart: 69, areaPartM2: '6900', headsFor: 35, areaForM2: '3500' }

  it('is spent by a vote that was carried by heads and area (E78), or in an emergency', async () => {
    await pay('1011', ['维修资金'], 'transfer')
    expect(await codeOf(resolve({ kind: 'fund' }))).toBe('billing.resolution_wrong')
    expect(await codeOf(resolve({ kind: 'fund', body: 'committee' }))).toBe('billing.resolution_wrong')
    expect(await codeOf(resolve({ kind: 'fund', votes: { ...votes, headsFor: 34 } }))).toBe(
      'billing.resolution_not_carried',
    )
    expect(await codeOf(resolve({ kind: 'fund', votes: { ...votes, headsPart: 101 } }))).toBe(
      'billing.resolution_wrong',
    )
    const carried = await resolve({ kind: 'fund', votes, number: '2020-01' })
    expect(carried.votes).toMatchObject({ headsPercent: '50.72', areaPercent: '50.72', isCarried: true })
    expect(await codeOf(resolve({ kind: 'fund', votes, number: '2020-01' }))).toBe('billing.resolution_taken')
    // Decided on other money.
    const other = await resolve({ kind: 'public' })
    const repair = { deed: 'spend', amountFen: 12_000n, purpose: '屋面防水' } as const
    expect(await codeOf(ask('fund', { ...repair, resolutionId: other.id }))).toBe('billing.resolution_used')
    const asked = await ask('fund', { ...repair, resolutionId: carried.id })
    await approve(asked.requestId)
    expect(await fundOf('fund')).toMatchObject({ receivedFen: 20_000n, spentFen: 12_000n, balanceFen: 8_000n })
    const opened = await ask('fund', {
      ...{
        deed: 'opening',
        amountFen: 500_000n,
        method: null,
        partyName: '',
        partyAccount: '',
        purpose: '2020 年初余额',
      },
    })
    await approve(opened.requestId)
    await approve(opened.requestId, await world.tenant.staff({ name: '总经理' }), 2)
    expect(await fundOf('fund')).toMatchObject({ incomeFen: 500_000n, balanceFen: 508_000n })
    expect(await postings('billing.fund-opened', opened.id)).toEqual([
      { code: '224104', fen: -500_000n },
      { code: '4103', fen: 500_000n },
    ])
  })
})

describe('who sees what', () => {
  it('accounts stand side by side with their sums; money of a community is of no building', async () => {
    const page = await world.as((tx, actor) => listFunds(tx, actor, { limit: 2, from: '2020-12', to: '2020-12' }))
    expect(page.items.map(account => [account.kind, account.itemName])).toEqual([
      ['public', null],
      ['fund', null],
    ])
    const next = await world.as((tx, actor) =>
      listFunds(tx, actor, { limit: 2, cursor: page.next ?? '', from: '2020-12', to: '2020-12' }),
    )
    expect(next.items.map(account => [account.kind, account.itemName])).toEqual([['agency', '代收水费']])
    expect(next.sums?.closingFen).toBe(
      [...page.items, ...next.items].reduce((sum, account) => sum + account.closingFen, 0n),
    )
    const keeper = await world.tenant.staff({ buildingIds: [newId()] })
    expect(await codeOf(world.as((tx, actor) => listFunds(tx, actor, { limit: 2 }), keeper))).toBe(
      'platform.beyond_scope',
    )
  })

  it('a quarter is told to residents of the community as it was, and taken back', async () => {
    const told = { communityId: world.communityId, kind: 'public', quarter: '2020-Q4' } as const
    expect(await codeOf(world.as((tx, actor) => previewDisclosure(tx, actor, told)))).toBe('billing.quarter_not_over')
    setClock(new Date('2021-01-08T02:00:00Z'))
    const id = newId()
    const published = await world.as((tx, actor) => publishFund(tx, actor, { id, ...told, note: '请业主监督' }))
    expect(published.content).toMatchObject({
      ...{
        openingFen: 0n,
        receivedFen: 20_000n,
        incomeFen: 10_000n,
        spentFen: 24_000n,
        managedFen: 6_000n,
        closingFen: 0n,
      },
      received: [{ itemName: '公共停车', count: 2, amountFen: 20_000n }],
    })
    expect(published.content.spent.map(row => row.amountFen)).toEqual([6_000n, 18_000n])
    const resident = await world.tenant.resident(world.owners['1011'])
    const mine = () => world.as((tx, actor) => listMyDisclosures(tx, actor, { limit: 10 }), resident)
    expect((await mine()).items).toMatchObject([{ id, closingFen: 0n, inFen: 30_000n, outFen: 30_000n }])
    const again = newId()
    await world.as((tx, actor) => publishFund(tx, actor, { id: again, ...told, note: '' }))
    expect((await mine()).items.map(row => row.id)).toEqual([again])
    const elsewhere = await world.tenant.resident(newId())
    expect((await world.as((tx, actor) => listMyDisclosures(tx, actor, { limit: 10 }), elsewhere)).items).toEqual([])
    expect(await codeOf(world.as((tx, actor) => readDisclosure(tx, actor, { disclosureId: again }), elsewhere))).toBe(
      'platform.not_found',
    )
    const pdf = await world.as((tx, actor) => disclosurePdf(tx, actor, { disclosureId: again }), resident)
    expect(String(pdf.body).slice(0, 5)).toBe('%PDF-')
    const workbook = await world.as((tx, actor) => disclosureWorkbook(tx, actor, { disclosureId: again }))
    expect(workbook.name).toBe('安居花园 公共收益公示 2020-Q4.xlsx')
    await world.as((tx, actor) => withdrawDisclosure(tx, actor, { disclosureId: again, reason: '数字有误' }))
    expect((await mine()).items).toEqual([])
  })

  it('everything adds up', async () => {
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })
})
