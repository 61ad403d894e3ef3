import { billing, type Call, ledger } from '@anju/contract'
import { newId } from '../../src/platform/ids.ts'

/** A rule by the area, without its name and place. */
export const RULE = {
  name: '物业费',
  itemName: '物业费',
  kind: 'area-price',
  cycleMonths: 1,
  timing: 'advance',
  dueDays: 10,
  effectiveFrom: '2026-01-01',
  unitPrice: '2.85',
  fixedAmount: '0',
} as const

const WATER = '转售水费'

/** An item with its entity, discounts and a grant that touches no bill. */
export async function makeCharges(call: Call, communityId: string, premisesId: string, assignmentId: string) {
  const [taxId, spareTaxId, arrangementId] = [newId(), newId(), newId()]
  const [entityId, itemId, discountId, spareDiscountId] = [newId(), newId(), newId(), newId()]
  const [grantId, spareGrantId] = [newId(), newId()]
  await call(ledger.createLegalEntity, {
    body: { id: entityId, name: `安居物业${entityId.slice(-6)}`, taxNumber: null, taxpayer: 'general' },
  })
  await call(billing.createItem, { body: { id: itemId, name: `装修管理费${itemId.slice(-6)}` } })
  const versions = [{ effectiveFrom: '2026-01-01', percent: '70' }]
  for (const [id, name] of [
    [discountId, '空置'],
    [spareDiscountId, '困难'],
  ] as const) {
    await call(billing.createDiscount, { body: { id, communityId, name, kind: 'other', versions } })
  }
  await call(billing.grantDiscount, {
    body: { id: grantId, discountId, premisesId, fromOn: '2027-01-01', toOn: '2027-12-31', reason: '空置' },
  })
  await call(billing.grantDiscount, {
    body: { id: spareGrantId, discountId, premisesId, fromOn: '2041-01-01', toOn: '2041-12-31', reason: '给错' },
  })
  await call(billing.addItemTax, {
    params: { itemId },
    body: { id: taxId, effectiveFrom: '2026-01-01', ratePercent: '6' },
  })
  await call(billing.addItemTax, {
    params: { itemId },
    body: { id: spareTaxId, effectiveFrom: '2036-01-01', ratePercent: '9' },
  })
  const purchases = await buyWater(call, communityId)
  await call(billing.arrangePayers, {
    params: { assignmentId },
    body: {
      ...{ id: arrangementId, fromOn: '2034-01-01', toOn: '2034-01-31' },
      shares: [{ kind: 'owner', percent: '100' }],
    },
  })
  return {
    ...{ legalEntityId: entityId, chargeItemId: itemId, discountId, spareDiscountId },
    ...{ discountGrantId: grantId, spareGrantId, itemTaxId: taxId, spareTaxId, payerArrangementId: arrangementId },
    ...purchases,
  }
}

/** An item that is resold, one of the company, with invoices of its supplier in a month that is open. */
async function buyWater(call: Call, communityId: string) {
  const [purchaseId, voidablePurchaseId] = [newId(), newId()]
  const { items } = await call(billing.listItems, { query: { text: WATER, limit: 1 } })
  const marginItemId = items[0]?.id ?? newId()
  if (items.length === 0) {
    await call(billing.createItem, { body: { id: marginItemId, name: WATER } })
    await call(billing.addItemTax, {
      params: { itemId: marginItemId },
      body: { id: newId(), effectiveFrom: '2034-01-01', ratePercent: '3', regime: 'margin' },
    })
  }
  for (const id of [purchaseId, voidablePurchaseId])
    await call(billing.addPurchase, {
      body: {
        ...{ id, communityId, itemId: marginItemId, month: '2034-03', supplier: '水务集团' },
        ...{ reference: id.slice(-12), amountFen: 5200 },
      },
    })
  return { marginItemId, purchaseId, voidablePurchaseId }
}

/** A discount that a resident asked for, and that nobody has decided. */
export async function askForDiscount(
  { call, residentCall }: { call: Call; residentCall: Call },
  { premisesId, neighbourPremisesId }: { premisesId: string; neighbourPremisesId: string },
  { discountId, spareDiscountId }: { discountId: string; spareDiscountId: string },
) {
  const discountApplicationId = newId()
  await residentCall(billing.applyForMyDiscount, {
    body: {
      ...{ id: discountApplicationId, discountId: spareDiscountId, premisesId, reason: '空置' },
      ...{ fromOn: '2030-01-01', toOn: '2030-12-31' },
    },
  })
  // Discounts are the community's: next door has them as well.
  for (const [offered, year] of [
    [discountId, '2031'],
    [spareDiscountId, '2032'],
  ] as const) {
    await call(billing.grantDiscount, {
      body: {
        ...{ id: newId(), discountId: offered, premisesId: neighbourPremisesId, reason: '空置' },
        ...{ fromOn: `${year}-01-01`, toOn: `${year}-06-30` },
      },
    })
  }
  return { discountApplicationId }
}
