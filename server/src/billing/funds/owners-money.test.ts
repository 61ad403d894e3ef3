import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { verifyInvariants } from '../../verify.ts'
import { disclosurePdf } from '../disclosures/disclosure-pdf.ts'
import { listMyDisclosures, previewDisclosure, readDisclosure } from '../disclosures/disclosure-view.ts'
import { disclosureWorkbook } from '../disclosures/disclosure-workbook.ts'
import { publishFund, withdrawDisclosure } from '../disclosures/publish-fund.ts'
import { voidResolution } from '../resolutions/edit-resolutions.ts'
import { type Ask, codeOf, type FundWorld, makeFundWorld } from '../testing/fund-world.ts'
import { askFundReversal } from './ask-fund-reversal.ts'
import { editFund } from './edit-fund.ts'
import { listFundLines } from './fund-lines-view.ts'
import { listFunds } from './fund-view.ts'
import { previewManagement } from './preview-fund.ts'

let database: TestDatabase
let world: FundWorld['world']
let aPaper: FundWorld['aPaper']
let pay: FundWorld['pay']
let approve: FundWorld['approve']
let keyOf: FundWorld['keyOf']
let fundOf: FundWorld['fundOf']
let ask: FundWorld['ask']
let postings: FundWorld['postings']
let resolve: FundWorld['resolve']

beforeAll(async () => {
  database = await cloneDatabase()
  setClock(new Date('2020-12-15T02:00:00Z'))
  ;({ world, aPaper, pay, approve, keyOf, fundOf, ask, postings, resolve } = await makeFundWorld(database))
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

const MONTH = { from: '2020-12', to: '2020-12' }

/** 转入专户, approved by as many as it takes. */
async function moveIn(amountFen: bigint): Promise<string> {
  const asked = await ask('fund', { deed: 'move-in', amountFen, partyName: '', partyAccount: '', purpose: '转入专户' })
  await approve(asked.requestId)
  return asked.id
}

describe('public revenue (公共收益)', () => {
  it('is spent on what owners decided, within the limit, out of the drawer of who asked', async () => {
    const resolution = await resolve({ kind: 'public', body: 'committee', limitFen: 15_000n })
    await pay('1011', ['公共停车'])
    await pay('1012', ['公共停车'])
    // 109.00 at 9 % is 100.00 and 9.00 of tax.
    expect(await fundOf('public')).toMatchObject({ receivedFen: 20_000n, balanceFen: 20_000n, uncollectedFen: 30_000n })
    // What came in by item, down to its lines; what was spent is of no item.
    const { items } = await fundOf('public')
    expect(items).toMatchObject([{ itemName: '公共停车', receivedFen: 20_000n }])
    const linesOf = (itemId: string) =>
      world.as((tx, actor) =>
        listFundLines(tx, actor, { ...MONTH, communityId: world.communityId, kind: 'public', itemId, limit: 50 }),
      )
    expect(await linesOf(items[0]?.itemId ?? '')).toMatchObject({ total: 2, sums: { inFen: 20_000n, outFen: 0n } })
    expect(await linesOf(newId())).toMatchObject({ total: 0 })
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
    const deposit = { depositYuanPerM2: null, topUpPercent: '30' }
    const keep = { ...keyOf('public'), ...deposit, principal: '', mayAdvance: false, version: 0 }
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
    // What comes in is of no resolution: it would use up what owners allowed to be spent.
    const ofBasis = ask('public', { deed: 'income', amountFen: 100n, partyAccount: '', resolutionId: basis.id })
    expect(await codeOf(ofBasis)).toBe('billing.fund_deed_wrong')
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
    // Collected into the company's account, it is moved into the special one first.
    expect(await codeOf(ask('fund', { ...repair, resolutionId: carried.id }))).toBe('billing.fund_not_moved_in')
    await moveIn(20_000n)
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
      { code: '100202', fen: 500_000n },
      { code: '224104', fen: -500_000n },
    ])
  })
})

describe('the special account of the maintenance fund (专户存储)', () => {
  it('is where it lies: what was collected is moved in, spent from it, and goes back there', async () => {
    expect(await fundOf('fund')).toMatchObject({ balanceFen: 508_000n, specialFen: 508_000n, toMoveFen: 0n })
    const into = { deed: 'move-in', partyName: '', partyAccount: '', purpose: '转入专户' } as const
    expect(await codeOf(ask('fund', { ...into, amountFen: 1n }))).toBe('billing.fund_too_small')
    expect(await codeOf(ask('fund', { ...into, amountFen: 1n, method: 'cash' }))).toBe('billing.fund_deed_wrong')
    expect(await codeOf(ask('public', { ...into, amountFen: 1n }))).toBe('billing.fund_deed_wrong')
    await pay('1012', ['维修资金'], 'transfer')
    expect(await fundOf('fund')).toMatchObject({ balanceFen: 528_000n, specialFen: 508_000n, toMoveFen: 20_000n })
    const id = await moveIn(15_000n)
    expect(await postings('billing.fund-moved-in', id)).toEqual([
      { code: '1002', fen: -15_000n },
      { code: '100202', fen: 15_000n },
    ])
    // The fund gains nothing by it, and it is no line of its statement.
    expect(await fundOf('fund')).toMatchObject({ balanceFen: 528_000n, specialFen: 523_000n, toMoveFen: 5_000n })
    const back = await world.as((tx, actor) =>
      askFundReversal(tx, actor, { id: newId(), fundRequestId: id, reason: '转错' }),
    )
    await approve(back.requestId)
    expect(await postings('billing.fund-reversed', back.id)).toEqual([
      { code: '1002', fen: 15_000n },
      { code: '100202', fen: -15_000n },
    ])
    const interest = await ask('fund', { deed: 'income', amountFen: 300n, partyAccount: '', purpose: '利息' })
    await approve(interest.requestId)
    expect(await postings('billing.fund-received', interest.id)).toEqual([
      { code: '100202', fen: 300n },
      { code: '224104', fen: -300n },
    ])
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('what was opened before there was the account waits, goes in against the opening balance, and is taken back as it was', async () => {
    const before = await fundOf('fund')
    const old = newId()
    await asOwner(
      database,
      `with q as (insert into billing.fund_request (tenant_id, id, community_id, kind, deed, amount_fen, effect_fen, purpose, state, asked_by_name,
           asked_at, closed_at, applied_on)
         values ($1, $2, $3, 'fund', 'opening', 7000, 7000, '旧余额', 'approved', 'x', now(), now(), '2020-12-15')),
       e as (insert into ledger.entry (tenant_id, id, community_id, posted_on, source_kind, source_id, memo, at)
         values ($1, $2, $3, '2020-12-15', 'billing.fund-opened', $2, '', now()) returning *)
       insert into ledger.posting (tenant_id, entry_id, line, community_id, account_code, amount_fen)
       select e.tenant_id, e.id, p.line, e.community_id, p.code, p.fen from e, (values (1, '4103', 7000), (2, '224104', -7000)) as p(line, code, fen)`,
      [world.tenant.tenantId, old, world.communityId],
    )
    const waits = (before.toMoveFen ?? 0n) + 7_000n
    expect(await fundOf('fund')).toMatchObject({ specialFen: before.specialFen, toMoveFen: waits })
    const asked = await ask('fund', {
      ...{ deed: 'move-in', amountFen: 7_000n, method: null, partyName: '', partyAccount: '', purpose: '已在专户' },
    })
    await approve(asked.requestId)
    expect(await postings('billing.fund-moved-in', asked.id)).toEqual([
      { code: '100202', fen: 7_000n },
      { code: '4103', fen: -7_000n },
    ])
    const back = await world.as((tx, actor) =>
      askFundReversal(tx, actor, { id: newId(), fundRequestId: old, reason: '录错' }),
    )
    await approve(back.requestId)
    expect(await postings('billing.fund-reversed', back.id)).toEqual([
      { code: '224104', fen: 7_000n },
      { code: '4103', fen: -7_000n },
    ])
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
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
    const sorted = async (sort: string) => {
      const december = { limit: 10, from: '2020-12', to: '2020-12', sort }
      return (await world.as((tx, actor) => listFunds(tx, actor, december))).items.map(account => account.closingFen)
    }
    const rising = await sorted('closingFen')
    expect(rising).toEqual(rising.toSorted((one, two) => (one < two ? -1 : 1)))
    expect(await sorted('-closingFen')).toEqual(rising.toReversed())
    expect(await codeOf(sorted('name'))).toBe('platform.sort_wrong')
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
