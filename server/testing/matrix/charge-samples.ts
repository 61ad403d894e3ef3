import { newId } from '../../src/platform/ids.ts'
import type { MadeId, Sample } from './samples.ts'

const page = { limit: 200 }
const versions = [{ effectiveFrom: '2026-01-01', percent: '70' }]

/** What charges are made of: items, rules, who is charged and who pays, discounts. */
export const CHARGE_SAMPLES: Record<string, Sample> = {
  'ledger.listLegalEntities': () => ({}),
  'ledger.exportLegalEntities': () => ({ query: { format: 'csv' } }),
  'ledger.createLegalEntity': () => ({
    body: { id: newId(), name: `安居物业${newId().slice(-6)}`, taxNumber: '91310000MA1FL1XX2A', taxpayer: 'general' },
  }),
  'ledger.editLegalEntity': things => ({
    params: { entityId: things.legalEntityId },
    body: { version: 1, name: '安居物业分公司', taxNumber: null, taxpayer: 'small' },
  }),

  'billing.listItems': () => ({ query: page }),
  'billing.exportItems': () => ({ query: { format: 'csv' } }),
  'billing.createItem': () => ({ body: { id: newId(), name: `装修费${newId().slice(-6)}`, category: 'decoration' } }),
  'billing.editItem': things => ({
    params: { itemId: things.chargeItemId },
    body: { version: 1, name: '装修管理费', category: 'decoration', priority: 20 },
  }),
  'billing.removeItemTax': things => ({ params: { itemId: things.chargeItemId, taxId: things.spareTaxId } }),
  'billing.addItemTax': things => ({
    params: { itemId: things.chargeItemId },
    body: { id: newId(), legalEntityId: things.legalEntityId, effectiveFrom: '2027-01-01', ratePercent: '6' },
  }),

  'billing.listPurchases': things => ({ query: { ...page, communityId: things.communityId } }),
  'billing.exportPurchases': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'billing.readPurchase': things => ({ params: { purchaseId: things.purchaseId } }),
  'billing.purchaseHistory': things => ({ params: { purchaseId: things.purchaseId }, query: { limit: 5 } }),
  'billing.addPurchase': things => ({
    body: {
      ...{ id: newId(), communityId: things.communityId, itemId: things.marginItemId, month: '2034-04' },
      ...{ supplier: '水务集团', reference: newId().slice(-12), amountFen: 5200 },
    },
  }),
  'billing.editPurchase': things => ({
    params: { purchaseId: things.purchaseId },
    body: { version: 1, month: '2034-03', supplier: '水务集团', reference: newId().slice(-12), amountFen: 5300 },
  }),
  'billing.voidPurchase': things => ({
    params: { purchaseId: things.voidablePurchaseId },
    body: { reason: '重复录入', version: 1 },
  }),

  'billing.listRules': things => ({ query: { ...page, communityId: things.communityId } }),
  'billing.exportRules': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'billing.createRule': things => ({
    body: {
      id: newId(),
      communityId: things.communityId,
      code: newId().slice(-6),
      name: '电梯费',
      itemName: '电梯费',
      kind: 'fixed',
      cycleMonths: 1,
      timing: 'advance',
      effectiveFrom: '2026-01-01',
      unitPrice: '0',
      fixedAmount: '10',
    },
  }),
  'billing.readRule': things => ({ params: { ruleId: things.ruleId } }),
  'billing.editRule': things => ({
    params: { ruleId: things.spareRuleId },
    body: {
      version: 1,
      code: 'R2',
      name: '备用标准',
      itemName: '电梯费',
      kind: 'area-price',
      effectiveFrom: '2026-01-01',
      rounding: { mode: 'UP', to: 'jiao' },
    },
  }),
  'billing.checkFormula': () => ({
    body: { formula: 'area * price', unitPrice: '2.85', examples: [{ area: '89.37' }] },
  }),
  'billing.addRuleVersion': things => ({
    params: { ruleId: things.ruleId },
    body: { id: newId(), effectiveFrom: '2027-01-01', unitPrice: '3.10', fixedAmount: '0' },
  }),
  'billing.removeRuleVersion': things => ({ params: { ruleId: things.spareRuleId, versionId: things.laterVersionId } }),
  'billing.listAssignments': things => ({
    query: { ...page, ruleId: things.ruleId, premisesId: things.premisesId, communityId: things.communityId },
  }),
  'billing.exportAssignments': things => ({
    query: { ruleId: things.ruleId, communityId: things.communityId, format: 'csv' },
  }),
  'billing.assignRule': things => ({
    body: { id: newId(), ruleId: things.spareRuleId, premisesId: things.premisesId, startsOn: '2026-06-01' },
  }),
  'billing.assignRuleInBulk': things => ({
    body: {
      ruleId: things.spareRuleId,
      filter: { buildingIds: [things.buildingId], uses: ['residential'] },
      startsOn: '2031-01-01',
      endsOn: '2031-12-31',
      tryOnly: true,
    },
  }),
  'billing.editAssignment': things => ({
    params: { assignmentId: things.chargedAssignmentId },
    body: { version: 1, endsOn: '2035-12-31' },
  }),
  'billing.removeAssignment': things => ({
    params: { assignmentId: things.spareAssignmentId },
    query: { version: 1 },
  }),
  'billing.arrangePayers': things => ({
    params: { assignmentId: things.chargedAssignmentId },
    body: {
      id: newId(),
      fromOn: '2033-01-01',
      toOn: '2033-01-31',
      shares: [
        { kind: 'owner', percent: '60' },
        { kind: 'tenant', percent: '40' },
      ],
    },
  }),

  'billing.exportMeasures': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'billing.listMeasures': things => ({
    query: { ...page, communityId: things.communityId, premisesId: things.premisesId },
  }),
  'billing.setMeasures': things => ({
    body: {
      communityId: things.communityId,
      name: 'persons',
      effectiveFrom: '2026-01-01',
      values: [{ premisesId: things.premisesId, value: '3' }],
    },
  }),

  'billing.exportDiscounts': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'billing.listDiscounts': things => ({ query: { ...page, communityId: things.communityId } }),
  'billing.createDiscount': things => ({
    body: { id: newId(), communityId: things.communityId, name: newId(), kind: 'hardship', versions },
  }),
  'billing.editDiscount': things => ({
    params: { discountId: things.spareDiscountId },
    body: { version: 1, name: '困难减免', kind: 'hardship', versions },
  }),
  'billing.listDiscountGrants': things => ({
    query: { ...page, communityId: things.communityId, premisesId: things.premisesId, discountId: things.discountId },
  }),
  'billing.exportDiscountGrants': things => ({
    query: { communityId: things.communityId, premisesId: things.premisesId, format: 'csv' },
  }),
  'billing.grantDiscount': things => ({
    body: {
      ...{ id: newId(), discountId: things.discountId, premisesId: things.premisesId },
      ...{ fromOn: '2028-01-01', toOn: '2028-12-31', reason: '空置' },
    },
  }),
  'billing.removeDiscountGrant': things => ({ params: { grantId: things.spareGrantId }, query: { version: 1 } }),
  'billing.endDiscountGrant': things => ({
    params: { grantId: things.discountGrantId },
    body: { version: 1, toOn: '2027-06-30', reason: '已入住' },
  }),
  'billing.listMyDiscounts': () => ({}),
  'billing.applyForMyDiscount': things => ({
    body: {
      ...{ id: newId(), discountId: things.discountId, premisesId: things.premisesId },
      ...{ fromOn: '2029-01-01', toOn: '2029-12-31', reason: '空置', photoIds: [things.residentPhotoId] },
    },
  }),
  'billing.withdrawMyDiscountApplication': things => ({ params: { applicationId: things.discountApplicationId } }),
}

export const CHARGE_MADE_IDS: Record<string, MadeId> = {
  'ledger.createLegalEntity': (_ground, _company, things) => things.legalEntityId,
  'billing.createItem': (_ground, _company, things) => things.chargeItemId,
  'billing.addItemTax': (_ground, _company, things) => things.itemTaxId,
  'billing.addPurchase': (_ground, _company, things) => things.purchaseId,
  'billing.arrangePayers': (_ground, _company, things) => things.payerArrangementId,
  'billing.createRule': (_ground, _company, things) => things.ruleId,
  'billing.createDiscount': (_ground, _company, things) => things.discountId,
  'billing.grantDiscount': (_ground, _company, things) => things.discountGrantId,
  'billing.applyForMyDiscount': (_ground, _company, things) => things.discountApplicationId,
}
