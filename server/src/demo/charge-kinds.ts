import { billing as contract } from '@anju/contract'
import { type Actor, tenantOf } from '../platform/actor.ts'
import type { Tx } from '../platform/db.ts'
import type { CivilDate } from '../platform/period.ts'
import { readStaff } from './demo-actors.ts'
import { callWithin } from './demo-call.ts'
import { communityIdsByCode, type DemoGround, type DemoStep } from './demo-company.ts'
import { demoId } from './demo-id.ts'

const COMPANY = 'anju'
const BEGAN = new Date('2026-01-01T00:00:00Z')
const FROM = '2026-01-01'

const AMOUNTS = { unitPrice: '0', fixedAmount: '0', dueDays: 30 }

/** A rule of each kind that the older part of the demo does not use; none is charged on anybody yet. */
const RULES = [
  {
    code: 'LJ',
    name: '生活垃圾清运',
    itemName: '垃圾清运费',
    kind: 'count-price',
    measure: 'households',
    unitPrice: '12',
  },
  { code: 'DT', name: '电梯费（按楼层）', itemName: '电梯费', kind: 'formula', formula: '10 + max(0, 楼层 - 5) × 2' },
  {
    ...{
      code: 'SF',
      name: '居民阶梯水价',
      itemName: '水费',
      kind: 'metered',
      meterKind: 'water-cold',
      timing: 'arrears',
    },
    penalty: { rate: { by: 'day', percent: '0.05' }, graceDays: 7 },
    tierTerms: { span: 'year', persons: { above: 4, each: '36' } },
    tiers: [
      { upTo: '180', unitPrice: '3.45' },
      { upTo: '260', unitPrice: '4.83' },
      { upTo: null, unitPrice: '5.83' },
    ],
  },
  { code: 'GT', name: '公共照明公摊', itemName: '公摊电费', kind: 'pool', timing: 'arrears' },
  {
    ...{ code: 'ZJ', name: '底商租金', itemName: '商铺租金', kind: 'rent', unitPrice: '3.5', cycleMonths: 3 },
    rent: { basis: 'day', escalation: { percent: '5', mode: 'compound', everyMonths: 12 } },
    penalty: { rate: { by: 'day', percent: '0.05' }, graceDays: 7 },
  },
  { code: 'ZX', name: '装修管理费', itemName: '装修管理费', kind: 'one-off', measure: 'area', unitPrice: '2' },
  { code: 'YJ', name: '装修押金', itemName: '装修押金', kind: 'deposit', fixedAmount: '2000' },
] as const

/** Categories, order and tax of the items that the demo charges. */
const ITEMS = [
  ['电梯费', 'property', 20, '6'],
  ['垃圾清运费', 'other', 30, '6'],
  ['水费', 'utility', 40, '3'],
  ['公摊电费', 'shared', 50, '6'],
  ['商铺租金', 'rent', 60, '9'],
  ['装修管理费', 'decoration', 70, '6'],
  ['装修押金', 'deposit', 80, null],
] as const

/** Rules of every kind, items with tax; a second time nothing. */
export const seedChargeKinds: DemoStep = ground => chargeKindsFrom(ground, FROM)

/** The same with prices that hold from a day on. */
export async function chargeKindsFrom(ground: DemoGround, effectiveFrom: CivilDate): Promise<void> {
  if (ground.company.code !== COMPANY) return
  const biller = (await readStaff(ground))('admin')
  await ground.run(async tx => {
    const tenantId = tenantOf(biller)
    const communityId = (await communityIdsByCode(tx)).get('AJHY')
    if (!communityId) return
    const known = await callWithin(tx, contract.listRules, biller, { communityId, limit: 100 })
    if (known.items.some(rule => rule.code === RULES[0].code)) return
    for (const rule of RULES) {
      const draft = {
        ...AMOUNTS,
        ...rule,
        id: demoId(tenantId, `rule ${rule.code}`, BEGAN),
        communityId,
        effectiveFrom,
      }
      await callWithin(tx, contract.createRule, biller, contract.createRule.body.parse(draft))
    }
    await seedItems(tx, biller)
  })
}

async function seedItems(tx: Tx, biller: Actor): Promise<void> {
  const { items } = await callWithin(tx, contract.listItems, biller, { limit: 200 })
  for (const [name, category, priority, ratePercent] of ITEMS) {
    const item = items.find(one => one.name === name)
    if (!item) continue
    const refundable = category === 'deposit'
    const { collectedBy, active, version } = item
    const facts = { name, category, refundable, priority, collectedBy, active, version }
    await callWithin(tx, contract.editItem, biller, { itemId: item.id, ...facts })
    if (ratePercent === null) continue
    // Water is bought from the waterworks and resold: taxed by what is left of it (E75).
    const regime = name === '水费' ? ('margin' as const) : ('full' as const)
    const tax = {
      id: demoId(tenantOf(biller), `tax ${name}`, BEGAN),
      legalEntityId: null,
      taxCode: null,
      ratePercent,
      regime,
    }
    await callWithin(tx, contract.addItemTax, biller, { itemId: item.id, ...tax, effectiveFrom: '2019-04-01' })
  }
}
