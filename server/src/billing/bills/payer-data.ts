import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { fenToYuan, withYen } from '../../platform/money.ts'
import {
  type AboutPerson,
  type Erasing,
  type ErasurePart,
  erased,
  type Hindrance,
  kept,
  type PersonalSection,
} from '../../platform/personal-data.ts'
import { seal } from '../../platform/seal.ts'
import { billing } from '../tables.ts'

const STATES: Record<string, string> = { draft: '草稿', issued: '已出账', void: '已作废' }

interface Bill {
  label: string
  item: string
  cycleStart: string
  cycleEnd: string
  dueOn: string
  amountFen: bigint
  settledFen: bigint
  state: string
}

interface Paid {
  paidOn: string
  label: string
  amountFen: bigint
  method: string
  receiptNumber: string | null
}

interface Mandate {
  label: string
  bankName: string
  holderName: string
  accountMasked: string
  signedOn: string
  isEnded: boolean
}

const METHODS: Record<string, string> = {
  cash: '现金',
  transfer: '转账',
  pos: '刷卡',
  cheque: '支票',
  'direct-debit': '银行代扣',
}

/** The bills that the person owes or owed, and what was paid for them, with the receipts. */
export async function collectPayerData(tx: Tx, actor: Actor, about: AboutPerson): Promise<PersonalSection[]> {
  if (about.personIds.length === 0) return []
  const tenantId = tenantOf(actor)
  const bills = await sql<Bill>`
    select p.label, i.name as item, b.cycle_start, b.cycle_end, b.due_on, b.amount_fen, b.settled_fen, b.state from billing.bill b
    join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
    join registry.public_premises p on p.tenant_id = b.tenant_id and p.id = b.premises_id
    where b.tenant_id = ${tenantId} and b.payer_person_id = any(${about.personIds}::uuid[]) and b.state <> 'draft'
    order by b.cycle_start desc, b.id limit 20000`.execute(billing(tx))
  const paid = await sql<Paid>`
    select y.paid_on, p.label, y.amount_fen, y.method, y.receipt_number from payments.public_payment y
    join registry.public_premises p on p.tenant_id = y.tenant_id and p.id = y.premises_id
    where y.tenant_id = ${tenantId} and y.id in (select s.payment_id from billing.settlement s
      join billing.bill_line l on l.tenant_id = s.tenant_id and l.id = s.bill_line_id join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id
      where s.tenant_id = ${tenantId} and b.payer_person_id = any(${about.personIds}::uuid[]))
    order by y.paid_on desc, y.id limit 20000`.execute(billing(tx))
  const mandates = await sql<Mandate>`
    select p.label, m.bank_name, m.holder_name, m.account_masked, m.signed_on, m.ended_at is not null as is_ended from billing.mandate m
    join registry.public_premises p on p.tenant_id = m.tenant_id and p.id = m.premises_id
    where m.tenant_id = ${tenantId} and m.payer_person_id = any(${about.personIds}::uuid[])
    order by m.signed_on desc, m.id limit 1000`.execute(billing(tx))
  return [
    {
      title: '代扣授权',
      columns: ['房产', '银行', '户名', '账号', '签署日期', '状态'],
      rows: mandates.rows.map(row => [
        ...[row.label, row.bankName, row.holderName, row.accountMasked, row.signedOn, row.isEnded ? '已终止' : '有效'],
      ]),
    },
    {
      title: '账单',
      columns: ['房产', '收费项目', '账期起', '账期止', '应缴日', '金额（元）', '已缴（元）', '状态'],
      rows: bills.rows.map(row => [
        ...[row.label, row.item, row.cycleStart, row.cycleEnd, row.dueOn],
        ...[fenToYuan(row.amountFen), fenToYuan(row.settledFen), STATES[row.state] ?? row.state],
      ]),
    },
    {
      title: '缴费和收据',
      columns: ['缴费日期', '房产', '金额（元）', '方式', '收据号'],
      rows: paid.rows.map(row => [
        ...[row.paidOn, row.label, fenToYuan(row.amountFen), METHODS[row.method] ?? row.method, row.receiptNumber],
      ]),
    },
  ]
}

/** What is owing is a claim: neither a debtor nor a creditor (prepaid money, deposits) is forgotten. */
export async function debtsHinderErasing(tx: Tx, actor: Actor, about: AboutPerson): Promise<Hindrance[]> {
  const { rows } = await sql<{ label: string; fen: bigint }>`
    select p.label, sum(b.amount_fen - b.settled_fen)::bigint as fen from billing.bill b
    join registry.public_premises p on p.tenant_id = b.tenant_id and p.id = b.premises_id
    where b.tenant_id = ${tenantOf(actor)} and b.payer_person_id = any(${about.personIds}::uuid[]) and b.state = 'issued'
      and b.settled_fen < b.amount_fen group by p.label order by p.label`.execute(billing(tx))
  const ours = await sql<{ label: string; fen: bigint }>`
    select p.label, sum(o.fen)::bigint as fen from (
      select tenant_id, premises_id, balance_fen as fen from billing.purse
        where tenant_id = ${tenantOf(actor)} and holder_person_id = any(${about.personIds}::uuid[])
      union all select tenant_id, premises_id, held_fen from billing.deposit
        where tenant_id = ${tenantOf(actor)} and payer_person_id = any(${about.personIds}::uuid[])) o
    join registry.public_premises p on p.tenant_id = o.tenant_id and p.id = o.premises_id
    where o.fen > 0 group by p.label order by p.label`.execute(billing(tx))
  return [
    ...rows.map(({ label, fen }) => ({ kind: 'debt' as const, text: `${label} ${withYen(fenToYuan(fen))}` })),
    ...ours.rows.map(({ label, fen }) => ({
      kind: 'debt' as const,
      text: `${label} 预存和押金 ${withYen(fenToYuan(fen))}`,
    })),
  ]
}

/** Bills keep their amounts under the pseudonym; payments and receipts are vouchers, and stay as they were issued. */
export async function erasePayer(tx: Tx, actor: Actor, { personIds, pseudonym }: Erasing): Promise<ErasurePart[]> {
  if (personIds.length === 0) return []
  const tenantId = tenantOf(actor)
  const db = billing(tx)
  const bills = await sql`update billing.bill set payer_name = ${pseudonym}
    where tenant_id = ${tenantId} and payer_person_id = any(${personIds}::uuid[]) and payer_name is distinct from ${pseudonym}`.execute(
    db,
  )
  const deposits = await sql`update billing.deposit set payer_name = ${pseudonym}
    where tenant_id = ${tenantId} and payer_person_id = any(${personIds}::uuid[]) and payer_name is distinct from ${pseudonym}`.execute(
    db,
  )
  const asked =
    await sql`update billing.discount_application a set asked_by_name = ${pseudonym}, reason = '', answer = null
    where a.tenant_id = ${tenantId} and a.asked_by_name <> ${pseudonym}
      and a.asked_by in (select r.id from identity.public_resident r where r.tenant_id = a.tenant_id and r.person_id = any(${personIds}::uuid[]))`.execute(
      db,
    )
  const disputed = await sql`update billing.dispute d set asked_by_name = ${pseudonym}, reason = '', photo_ids = '{}'
    where d.tenant_id = ${tenantId} and d.by_resident and d.asked_by_name <> ${pseudonym}
      and d.asked_by in (select r.id from identity.public_resident r where r.tenant_id = d.tenant_id and r.person_id = any(${personIds}::uuid[]))`.execute(
    db,
  )
  const mandates =
    await sql`update billing.mandate set holder_name = ${pseudonym}, account_sealed = ${seal('')}, account_index = ${Buffer.alloc(0)},
    account_masked = '', agreement_number = null, remark = null, photo_ids = '{}', version = version + 1,
    ended_at = coalesce(ended_at, ${now()}::timestamptz), ended_by_name = coalesce(ended_by_name, ${actor.name}), end_reason = coalesce(end_reason, '个人信息删除')
    where tenant_id = ${tenantId} and payer_person_id = any(${personIds}::uuid[]) and holder_name <> ${pseudonym}`.execute(
      db,
    )
  const { rows } = await sql<{ payments: number }>`
    select count(distinct s.payment_id)::int as payments from billing.settlement s
    join billing.bill_line l on l.tenant_id = s.tenant_id and l.id = s.bill_line_id join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id
    where s.tenant_id = ${tenantId} and b.payer_person_id = any(${personIds}::uuid[])`.execute(db)
  return [
    erased('账单上的缴费人姓名', bills.numAffectedRows, 'anonymised'),
    erased('押金上的缴款人姓名', deposits.numAffectedRows, 'anonymised'),
    erased('优惠申请', asked.numAffectedRows, 'anonymised'),
    erased('账单异议', disputed.numAffectedRows, 'anonymised'),
    erased('代扣授权', mandates.numAffectedRows, 'anonymised'),
    kept('收款记录和收据', rows[0]?.payments, '会计凭证，依《会计档案管理办法》保存 30 年'),
  ]
}
