import { type RawBuilder, sql } from 'kysely'
import { type NameSources, namedBy } from '../platform/record-names.ts'

const HOME = sql`(select p.label from registry.public_premises p where p.tenant_id = r.tenant_id and p.id = r.premises_id)`
const withHome = (name: RawBuilder<unknown>) => sql`concat_ws(' · ', ${name}, ${HOME})`
const ITEM = sql`(select i.name from billing.charge_item i where i.tenant_id = r.tenant_id and i.id = r.item_id)`
const RULE = sql`(select s.name from billing.rule s where s.tenant_id = r.tenant_id and s.id = r.rule_id)`
const BILL = sql`(select b.serial from billing.bill b where b.tenant_id = r.tenant_id and b.id = r.bill_id)`
const DISCOUNT = sql`(select d.name from billing.discount d where d.tenant_id = r.tenant_id and d.id = r.discount_id)`
const ASSIGNED = sql`(select concat_ws(' · ', s.name, p.label) from billing.assignment a
  join billing.rule s on s.tenant_id = a.tenant_id and s.id = a.rule_id
  left join registry.public_premises p on p.tenant_id = a.tenant_id and p.id = a.premises_id
  where a.tenant_id = r.tenant_id and a.id = r.assignment_id)`

/** What the billing's records are called in the audit log: papers by their numbers, what belongs to a home with its number. */
export const billingNames: NameSources = {
  chargeItem: namedBy('billing.chargeItem', null, sql`r.name`),
  chargeItemTax: namedBy(
    'billing.chargeItemTax',
    'billing.rules.read',
    sql`concat_ws(' · ', ${ITEM}, r.effective_from)`,
  ),
  rule: namedBy('billing.rule', 'billing.rules.read', sql`r.name`),
  ruleVersion: namedBy('billing.ruleVersion', 'billing.rules.read', sql`concat_ws(' · ', ${RULE}, r.effective_from)`),
  assignment: namedBy('billing.assignment', 'billing.rules.read', withHome(RULE)),
  payerArrangement: namedBy('billing.payerArrangement', 'billing.rules.read', ASSIGNED),
  pool: namedBy('billing.pool', 'billing.rules.read', sql`r.name`),
  purchase: namedBy('billing.purchase', 'billing.funds.read', sql`concat_ws(' · ', ${ITEM}, r.month)`),
  bill: namedBy('billing.bill', 'billing.bills.read', withHome(sql`r.serial`)),
  billLine: namedBy('billing.billLine', 'billing.bills.read', withHome(BILL)),
  billRun: namedBy('billing.billRun', 'billing.bills.read', sql`r.from_month`),
  dispute: namedBy('billing.dispute', 'billing.bills.read', withHome(BILL)),
  discount: namedBy('billing.discount', 'billing.rules.read', sql`r.name`),
  discountGrant: namedBy('billing.discountGrant', 'billing.rules.read', withHome(DISCOUNT)),
  discountApplication: namedBy('billing.discountApplication', 'billing.rules.read', withHome(DISCOUNT)),
  deposit: namedBy('billing.deposit', 'billing.bills.read', withHome(sql`r.serial`)),
  purse: namedBy('billing.purse', 'billing.bills.read', HOME),
  waiver: namedBy('billing.waiver', 'billing.bills.read', HOME),
  refundRequest: namedBy('billing.refundRequest', 'billing.bills.read', HOME),
  dunningVisit: namedBy('billing.dunningVisit', 'billing.dunning.read', HOME),
  mandate: namedBy('billing.mandate', 'billing.debits.read', sql`r.serial`),
  debitBatch: namedBy('billing.debitBatch', 'billing.debits.read', sql`r.serial`),
  debitFormat: namedBy('billing.debitFormat', 'billing.debits.read', sql`r.name`),
  debitResult: namedBy('billing.debitResult', 'billing.debits.read', sql`r.file_name`),
  fundRequest: namedBy('billing.fundRequest', 'billing.funds.read', sql`concat_ws(' · ', ${ITEM}, r.purpose)`),
  resolution: namedBy('billing.resolution', 'billing.funds.read', sql`concat_ws(' · ', r.number, r.subject)`),
  disclosure: namedBy('billing.disclosure', 'billing.funds.read', sql`r.quarter`),
}
