import { sql } from 'kysely'
import { type NameSources, namedBy } from '../platform/record-names.ts'

const RECEIPT = sql`(select max(n.number) from payments.receipt n where n.tenant_id = r.tenant_id and n.payment_id = r.id)`
const CASHIER = sql`(select t.cashier_name from payments.till t where t.tenant_id = r.tenant_id and t.id = r.till_id)`
const channelOf = (id: ReturnType<typeof sql>) =>
  sql`(select c.name from payments.channel c where c.tenant_id = r.tenant_id and c.id = ${id})`
const STATEMENT = sql`(select concat_ws(' · ', c.name, s.day) from payments.channel_statement s
  join payments.channel c on c.tenant_id = s.tenant_id and c.id = s.channel_id
  where s.tenant_id = r.tenant_id and s.id = r.statement_id)`

/** What the payments' records are called in the audit log: papers by their numbers, tills by cashier and day. */
export const paymentsNames: NameSources = {
  payment: namedBy('payments.payment', 'payments.receipts.read', RECEIPT),
  receipt: namedBy('payments.receipt', 'payments.receipts.read', sql`r.number`),
  till: namedBy('payments.till', 'payments.tills.read', sql`r.cashier_name`),
  tillShift: namedBy('payments.tillShift', 'payments.tills.read', sql`concat_ws(' · ', ${CASHIER}, r.day)`),
  handOver: namedBy('payments.handOver', 'payments.tills.read', sql`concat_ws(' → ', r.from_name, r.to_name)`),
  dayClose: namedBy('payments.dayClose', 'payments.receipts.read', sql`concat_ws(' · ', r.cashier_name, r.day)`),
  bankDeposit: namedBy('payments.bankDeposit', 'payments.tills.read', sql`concat_ws(' · ', r.bank, r.slip_number)`),
  cashMovement: namedBy('payments.cashMovement', 'payments.tills.read', sql`r.reason`),
  channel: namedBy('payments.channel', null, sql`r.name`),
  channelStatement: namedBy(
    'payments.channelStatement',
    'payments.channels.read',
    sql`concat_ws(' · ', ${channelOf(sql`r.channel_id`)}, r.day)`,
  ),
  channelRow: namedBy('payments.channelRow', 'payments.channels.read', sql`r.reference`),
  channelDifference: namedBy('payments.channelDifference', 'payments.channels.read', STATEMENT),
}
