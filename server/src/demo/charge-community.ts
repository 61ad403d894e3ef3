import { billing as contract } from '@anju/contract'
import { assignRules } from '../billing/index.ts'
import type { Actor } from '../platform/actor.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { premisesKey } from '../registry/index.ts'
import type { Calendar } from './calendar.ts'
import type { CommunityPlan, PlannedRule } from './community-plan.ts'
import { callWithin } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'

/** The charge rules of a community and what they are charged on, all or none; what is there already stays. */
export async function chargeCommunity(
  { db }: DemoGround,
  { admin, biller }: { admin: Actor; biller: Actor },
  communityId: string,
  plan: CommunityPlan,
  premises: Map<string, string>,
  calendar: Calendar,
): Promise<void> {
  await inTransaction(db, biller, async tx => {
    const ruleIds = new Map<string, string>()
    const known = await callWithin(tx, contract.listRules, biller, { communityId, limit: 100 })
    for (const { id, code } of known.items) ruleIds.set(code, id)
    for (const rule of plan.rules)
      if (!ruleIds.has(rule.code)) ruleIds.set(rule.code, await createPlanned(tx, biller, communityId, rule, calendar))
    await assignRules(
      tx,
      biller,
      plan.premises.flatMap(({ place, ruleCodes, chargedMonths }) =>
        ruleCodes.map(code => ({
          ruleId: ruleIds.get(code) ?? '',
          premisesId: premises.get(premisesKey(place)) ?? '',
          startsOn: firstOf(calendar, chargedMonths),
        })),
      ),
    )
  })
  await inTransaction(db, admin, tx => setItems(tx, admin, plan))
}

/** Of what kind each item is and its tax, before anything of it is billed. */
async function setItems(tx: Tx, biller: Actor, plan: CommunityPlan): Promise<void> {
  const { items } = await callWithin(tx, contract.listItems, biller, { limit: 200 })
  for (const name of new Set(plan.rules.map(rule => rule.itemName))) {
    const item = items.find(one => one.name === name)
    if (item?.category !== 'other') continue
    const rules = plan.rules.filter(rule => rule.itemName === name)
    const isDeposit = rules.some(rule => rule.kind === 'deposit')
    const [{ treatment, taxPercent = '6' } = {}] = rules
    const { priority, collectedBy, active, version } = item
    const facts = {
      name,
      refundable: isDeposit,
      priority,
      collectedBy,
      active,
      version,
      ...(treatment ? { treatment } : {}),
    }
    await callWithin(tx, contract.editItem, biller, {
      itemId: item.id,
      ...facts,
      category: categoryOf(name, isDeposit, treatment),
    })
    if (isDeposit || treatment === 'agency' || treatment === 'fund') continue
    const tax = {
      id: newId(),
      legalEntityId: null,
      taxCode: null,
      ratePercent: taxPercent,
      effectiveFrom: '2019-04-01',
    }
    await callWithin(tx, contract.addItemTax, biller, { itemId: item.id, ...tax, regime: 'full' })
  }
}

function categoryOf(name: string, isDeposit: boolean, treatment: PlannedRule['treatment']) {
  if (isDeposit) return 'deposit'
  if (treatment) return treatment === 'public' ? 'public' : 'other'
  return name === '车位管理费' ? 'parking' : 'property'
}

/** A rule billed in advance, due after 30 days; with its later price where it has one. Answers its id. */
async function createPlanned(
  tx: Tx,
  biller: Actor,
  communityId: string,
  { raised, treatment: _, taxPercent: __, ...rule }: PlannedRule,
  calendar: Calendar,
): Promise<string> {
  const id = newId()
  const terms = { ...rule, id, communityId, dueDays: 30, effectiveFrom: firstOf(calendar, 36) }
  await callWithin(tx, contract.createRule, biller, contract.createRule.body.parse(terms))
  if (raised) {
    const { monthsAgo, ...price } = raised
    const effectiveFrom = firstOf(calendar, monthsAgo)
    const version = contract.addRuleVersion.body.parse({ id: newId(), effectiveFrom, ...price })
    await callWithin(tx, contract.addRuleVersion, biller, { ruleId: id, ...version })
  }
  return id
}

function firstOf(calendar: Calendar, monthsAgo: number): string {
  return `${calendar.month(-monthsAgo)}-01`
}
