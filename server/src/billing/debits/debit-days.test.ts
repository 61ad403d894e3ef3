import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { makeDoor } from '../../../testing/door.ts'
import { asOwner } from '../../../testing/world.ts'
import { closePeriod } from '../../ledger/periods/close-period.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { changeSetting } from '../../platform/settings/change-setting.ts'
import { addPeople } from '../../registry/index.ts'
import { transferOwnership } from '../../registry/occupancies/transfer-ownership.ts'
import { mergePremises, splitPremises } from '../../registry/successions/merge-premises.ts'
import { undoSuccession } from '../../registry/successions/undo-succession.ts'
import { verifyInvariants } from '../../verify.ts'
import { billPage } from '../bills/bill-view.ts'
import { createDebitFormat } from '../debit-formats/edit-formats.ts'
import { encodeText } from '../debit-formats/gbk.ts'
import { endSoldMandates } from '../mandates/end-sold.ts'
import { listMandates, readMandate } from '../mandates/mandate-view.ts'
import { signMandate } from '../mandates/sign-mandate.ts'
import { PIPE } from '../testing/debit-file.ts'
import { type MoneyWorld, makeMoneyWorld } from '../testing/money-world.ts'
import { cancelDebitBatch } from './cancel-batch.ts'
import { listDebits } from './debit-view.ts'
import { importDebitResult } from './import-result.ts'
import { makeDebitBatch } from './make-batch.ts'
import { previewDebits } from './propose-debits.ts'
import { sendDebitBatch } from './send-batch.ts'

/** 银行代扣: on which day, with which penalties, and for whose home. */

let database: TestDatabase
let world: MoneyWorld
let formatId: string
beforeEach(async () => {
  database = await cloneDatabase()
  setClock(new Date('2026-01-10T02:00:00Z'))
  world = await makeMoneyWorld(database)
  formatId = newId()
  const result = {
    ...PIPE.result,
    summary: 'none' as const,
    columns: (['reference', 'amount', 'code', 'reason', 'debitedOn'] as const).map(field => ({ field, width: null })),
  }
  await world.as((tx, actor) =>
    createDebitFormat(tx, actor, { id: formatId, name: '工行', request: PIPE.request, result }),
  )
  await world.item('物业费')
})
afterEach(async () => {
  setClock(null)
  await database.drop()
})

const charge = (change = {}) => world.charge('物业费', '100.00', '2026-01-01', change)
const LATE = {
  penalty: { rate: { by: 'day', percent: '0.05' }, graceDays: 0, countedFrom: 'due-date', capPercent: null },
}

async function sign(change: Partial<Parameters<typeof signMandate>[2]> = {}) {
  const id = newId()
  await world.as((tx, actor) =>
    signMandate(tx, actor, {
      ...{ id, premisesId: world.premisesId, holderName: '王业主', bankName: '工商银行', payerPersonId: null },
      ...{ accountNumber: '6222021202000123456', agreementNumber: null, validUntil: null, photoIds: [], remark: null },
      ...{ signedOn: '2026-01-05', validFrom: '2026-01-05', itemIds: null, ...change },
    }),
  )
  return id
}

type Change = Partial<Omit<Parameters<typeof previewDebits>[2], 'communityId'>>
const preview = (change: Change = {}) => world.as((tx, actor) => previewDebits(tx, actor, wanted(change)))
const wanted = (change: Change) => ({
  ...{ communityId: world.communityId, debitOn: '2026-01-15', dueUntil: '2026-12-31', itemIds: null, formatId },
  ...{ withPenalty: false, ...change },
})

async function make(change: Change = {}) {
  const { count, totalFen } = await preview(change)
  const batch = await world.as((tx, actor) =>
    makeDebitBatch(tx, actor, { id: newId(), ...wanted(change), count, totalFen }),
  )
  await world.as((tx, actor) => sendDebitBatch(tx, actor, { batchId: batch.id }))
  return batch
}

const rowsOf = (batchId: string) =>
  world.as(async (tx, actor) => (await listDebits(tx, actor, { batchId, limit: 50 })).items)

/** The bank took everything, and says when. */
async function answer(batchId: string, debitedOn: string) {
  const rows = await rowsOf(batchId)
  const text = rows.map(row => `${row.reference}|${row.amountFen}|0000|成功|${debitedOn}\r\n`).join('')
  const door = { ...makeDoor(database), upload: Readable.from([encodeText(text, 'gbk')]) }
  const told = await importDebitResult(door, world.staff, { batchId, resultId: newId(), name: '回盘.txt' })
  await world.settle()
  return told
}

const paid = () =>
  asOwner<{ paid_on: string; amount_fen: bigint; posted_on: string }>(
    database,
    `select p.paid_on::text, p.amount_fen, e.posted_on::text from payments.payment p
     join ledger.entry e on e.tenant_id = p.tenant_id and e.source_id = p.id and e.source_kind = 'payments.received'
     order by p.paid_on, p.id`,
  )

describe('the day of a direct debit', () => {
  it('is the one on which the bank took it, not the one of the import; without it the day of the batch', async () => {
    await charge()
    await world.bill('2026-01')
    await sign()
    const batch = await make()
    world.at('2026-01-20')
    // Tomorrow nobody took anything: read by a wrong column, told, and nothing changes.
    expect(await answer(batch.id, '20260121')).toMatchObject({ succeededCount: 0, problems: [{ problem: 'date' }] })
    expect(await answer(batch.id, '2026-01-16 08:30')).toMatchObject({ succeededCount: 1, problems: [] })
    expect(await paid()).toMatchObject([{ paid_on: '2026-01-16', posted_on: '2026-01-16' }])
    expect(await rowsOf(batch.id)).toMatchObject([{ state: 'settled', debitedOn: '2026-01-16' }])
    await world.bill('2026-02')
    const second = await make({ debitOn: '2026-02-15', dueUntil: '2026-02-28' })
    world.at('2026-02-18')
    await answer(second.id, '')
    expect((await paid()).at(-1)).toMatchObject({ paid_on: '2026-02-15' })
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('falls into the open month where the bank’s is closed', async () => {
    await charge()
    await world.bill('2026-01')
    await sign()
    const batch = await make()
    world.at('2026-02-03')
    await world.as((tx, actor) =>
      closePeriod(tx, actor, { id: newId(), communityId: world.communityId, month: '2026-01' }),
    )
    await answer(batch.id, '20260131')
    expect(await paid()).toMatchObject([{ paid_on: '2026-02-03', posted_on: '2026-02-03' }])
    expect(await rowsOf(batch.id)).toMatchObject([{ debitedOn: '2026-01-31' }])
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })
})

describe('penalties in a batch', () => {
  it('are those of the day of the debit, fixed when made; what accrues until the bank took it stays owed', async () => {
    await charge(LATE)
    await world.bill('2026-01')
    await sign()
    // Due on the first: 14 days of 0.05 % of 100.00 are 0.70.
    expect(await preview({ withPenalty: true })).toMatchObject({ count: 1, totalFen: 10070n, penaltyFen: 70n })
    const batch = await make({ withPenalty: true })
    expect((await rowsOf(batch.id))[0]?.bills).toMatchObject([{ amountFen: 10000n, penaltyFen: 70n }])
    const [bill] = (await world.household()).bills
    const billId = bill?.id ?? ''
    // The lock holds the penalty, too, where it is what is paid first.
    await world.as((tx, actor) =>
      changeSetting({ requireCommunity: async () => undefined })(tx, actor, {
        ...{ key: 'billing.penaltyOrder', communityId: world.communityId, version: 0 },
        ...{ value: 'penalty-first', reason: '' },
      }),
    )
    await expect(world.take(70n, { billIds: [billId], withPenalty: true })).rejects.toMatchObject({
      code: 'billing.bill_in_flight',
    })
    world.at('2026-01-20')
    await answer(batch.id, '20260117')
    expect(await paid()).toMatchObject([{ paid_on: '2026-01-17', amount_fen: 10070n }])
    // Two days more, until the 17th: 0.10.
    const left = await world.household()
    expect([left.outstandingFen, left.penaltyFen]).toEqual([0n, 10n])
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('that cost less by the time of the answer leave the rest as prepaid money', async () => {
    await charge(LATE)
    await world.bill('2026-01')
    await sign()
    const batch = await make({ withPenalty: true })
    const [bill] = (await world.household()).bills
    await asOwner(
      database,
      `insert into billing.penalty_freeze (tenant_id, id, community_id, premises_id, bill_id, frozen_on, reason, frozen_by_name)
       select tenant_id, $2, community_id, premises_id, id, '2026-01-06', '诉讼', '李收费' from billing.bill where id = $1`,
      [bill?.id, newId()],
    )
    world.at('2026-01-16')
    await answer(batch.id, '20260115')
    const left = await world.household()
    expect([left.outstandingFen, left.penaltyFen, left.prepaidFen > 0n]).toEqual([0n, 0n, true])
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })
})

describe('a mandate', () => {
  const part = (code: string, areaM2: string) => ({
    ...{ id: newId(), code, floor: 1, floorTo: null, use: 'residential' as const, state: 'occupied' as const },
    ...{ ownership: null, areaM2, innerAreaM2: null },
  })
  const CARRY = { carryOccupancies: true, carryAliases: true, differs: true, reason: '打通' }
  const versionsOf = async (ids: string[]) =>
    (await asOwner(database, 'select id, version from registry.premises where id = any($1)', [ids])) as {
      id: string
      version: number
    }[]
  const of = async (premisesId: string) =>
    (await world.as((tx, actor) => listMandates(tx, actor, { limit: 20, premisesId }))).items

  it('goes on in merged premises, for new bills and for what the old ones owe; taken back it is as it was', async () => {
    await charge()
    await world.bill('2026-01')
    const mandateId = await sign()
    world.at('2026-03-20')
    const into = part('101A', '178.74')
    const old = await versionsOf([world.premisesId, world.besideId])
    const made = await world.as((tx, actor) =>
      mergePremises(tx, actor, { ...CARRY, fromOn: '2026-03-16', id: newId(), old, into }),
    )
    expect(await of(into.id)).toMatchObject([{ id: mandateId, premisesId: into.id }])
    const asked = await preview({ debitOn: '2026-03-25' })
    expect(asked).toMatchObject({ count: 1, totalFen: 10000n })
    expect(asked.debits[0]?.premisesId).toBe(into.id)
    await world.as((tx, actor) => undoSuccession(tx, actor, { successionId: made.id, reason: '登记错误' }))
    expect(await of(into.id)).toEqual([])
    expect(await of(world.premisesId)).toMatchObject([{ id: mandateId, premisesId: world.premisesId }])
  })

  it('goes on in each part of a split home that its holder keeps, and in no stranger’s', async () => {
    const stranger = newId()
    await world.as((tx, actor) =>
      addPeople(tx, actor, world.communityId, [{ id: stranger, name: '路人', sex: null, phone: null, idNumber: null }]),
    )
    const [own, other] = [await sign(), await sign({ payerPersonId: stranger, accountNumber: '6217001210098765432' })]
    world.at('2026-03-20')
    const [old = { id: '', version: 0 }] = await versionsOf([world.premisesId])
    const into = [part('101甲', '30.00'), part('101乙', '59.37')]
    await world.as((tx, actor) => splitPremises(tx, actor, { ...CARRY, fromOn: '2026-03-16', id: newId(), old, into }))
    for (const { id } of into) expect((await of(id)).map(row => row.id)).toEqual([own])
    expect((await of(world.premisesId)).map(row => row.id).toSorted()).toEqual([own, other].toSorted())
  })

  it('ends with the sale of the home: the seller’s account pays nothing of the buyer’s; a tenant’s goes on', async () => {
    await charge()
    const [buyer, tenant] = [newId(), newId()]
    await world.as((tx, actor) =>
      addPeople(tx, actor, world.communityId, [
        { id: buyer, name: '赵买家', sex: null, phone: null, idNumber: null },
        { id: tenant, name: '钱租客', sex: null, phone: null, idNumber: null },
      ]),
    )
    const any = await sign()
    const sellers = await sign({ payerPersonId: world.ownerId, accountNumber: '6217001210098765432' })
    const tenants = await sign({ payerPersonId: tenant, accountNumber: '6228480402564890018' })
    const buyers = await sign({
      ...{ payerPersonId: buyer, accountNumber: '6228480402564890026' },
      ...{ signedOn: '2026-01-20', validFrom: '2026-02-01' },
    })
    world.at('2026-02-01')
    const on = '2026-02-01'
    await world.as((tx, actor) =>
      transferOwnership(tx, actor, {
        ...{ premisesId: world.premisesId, on, oldFamily: 'ends', note: '', forwarding: null },
        owners: [{ id: newId(), personId: buyer, share: null, resides: true }],
      }),
    )
    const sold = {
      ...{ communityId: world.communityId, premisesId: world.premisesId, on },
      ...{ oldOwnerIds: [world.ownerId], newOwnerIds: [buyer] },
    }
    for (const _ of [1, 2]) await world.as((tx, actor) => endSoldMandates(tx, actor, sold))
    const stateOf = async (mandateId: string) =>
      (await world.as((tx, actor) => readMandate(tx, actor, { mandateId }))).state
    expect(await Promise.all([any, sellers, tenants, buyers].map(stateOf))).toEqual([
      'ended',
      'ended',
      'active',
      'active',
    ])
    const detail = await world.as((tx, actor) => readMandate(tx, actor, { mandateId: any }))
    expect(detail).toMatchObject({ validUntil: '2026-01-31', endReason: '房屋 2026-02-01 过户' })
  })
})

describe('a resident', () => {
  it('sees at the bill that the bank is asked for it, and for which day; not after the answer', async () => {
    await charge()
    await world.bill('2026-01')
    await sign()
    const resident = await world.tenant.resident(world.ownerId)
    const seen = () =>
      inTransaction(database.db, resident, async tx =>
        (await billPage(tx, resident, { limit: 20 })).items.map(bill => bill.debitOn),
      )
    const batch = await make()
    expect(await seen()).toEqual(['2026-01-15'])
    await world.as((tx, actor) => cancelDebitBatch(tx, actor, { batchId: batch.id, reason: '停扣' }))
    expect(await seen()).toEqual([null])
  })
})
