import { newId } from '../../src/platform/ids.ts'
import type { MadeId, Sample } from './samples.ts'
import type { Things } from './world.ts'

const page = { limit: 200 }
const key = (things: Things) => ({ communityId: things.communityId, kind: 'public' as const })
const months = { from: '2025-01', to: '2025-02' }

/** Money of others: accounts, spendings, resolutions, and what residents are told. */
export const FUND_SAMPLES: Record<string, Sample> = {
  'billing.listFunds': things => ({ query: { ...page, communityId: things.communityId } }),
  'billing.exportFunds': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'billing.readFund': things => ({ query: { ...key(things), ...months } }),
  'billing.listFundLines': things => ({ query: { ...page, ...key(things), ...months } }),
  'billing.exportFundLines': things => ({ query: { ...key(things), ...months, format: 'csv' } }),
  'billing.listFundHomes': things => ({ query: { ...page, communityId: things.communityId } }),
  'billing.exportFundHomes': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'billing.previewFundShares': things => ({ body: { communityId: things.communityId, amountFen: 100 } }),
  'billing.listFundShares': things => ({ params: { fundRequestId: things.fundRequestId }, query: page }),
  'billing.exportFundShares': things => ({ params: { fundRequestId: things.fundRequestId }, query: { format: 'csv' } }),
  'billing.editFund': things => ({
    body: { ...key(things), kind: 'fund', itemId: null, principal: '', mayAdvance: true, version: 0 },
  }),
  'billing.previewHandOver': things => ({
    query: { communityId: things.communityId, itemId: things.agencyItemId, ...months },
  }),
  'billing.previewManagement': things => ({ query: { communityId: things.communityId, ...months } }),
  'billing.listFundRequests': things => ({ query: { ...page, communityId: things.communityId } }),
  'billing.exportFundRequests': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'billing.readFundRequest': things => ({ params: { fundRequestId: things.fundRequestId } }),
  'billing.askFund': things => ({
    body: {
      ...{ id: newId(), ...key(things), itemId: null, deed: 'spend', amountFen: 100, method: 'transfer' },
      ...{ partyName: '绿化公司', partyAccount: '6222020200011112222', purpose: '补种绿化' },
      ...{ resolutionId: things.resolutionId, fileIds: [things.photoId] },
    },
  }),
  'billing.askFundReversal': things => ({
    params: { fundRequestId: things.reversibleFundId },
    body: { id: newId(), reason: '退回' },
  }),
  'billing.revealFundParty': things => ({ params: { fundRequestId: things.fundRequestId }, body: { reason: '付款' } }),
  'billing.listResolutions': things => ({ query: { ...page, communityId: things.communityId } }),
  'billing.exportResolutions': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'billing.readResolution': things => ({ params: { resolutionId: things.resolutionId } }),
  'billing.addResolution': things => ({
    body: {
      ...{
        id: newId(),
        communityId: things.communityId,
        kind: 'public',
        body: 'committee',
        number: newId().slice(-12),
      },
      ...{ subject: '绿化', decidedOn: '2025-02-01', fileIds: [things.photoId] },
    },
  }),
  'billing.voidResolution': things => ({
    params: { resolutionId: things.spareResolutionId },
    body: { reason: '录错', version: 1 },
  }),
  'billing.listDisclosures': things => ({ query: { ...page, communityId: things.communityId } }),
  'billing.exportDisclosures': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'billing.previewDisclosure': things => ({ query: { ...key(things), quarter: '2025-Q3' } }),
  'billing.readDisclosure': things => ({ params: { disclosureId: things.disclosureId } }),
  'billing.publishFund': things => ({ body: { id: newId(), ...key(things), quarter: '2024-Q4', note: '' } }),
  'billing.withdrawDisclosure': things => ({
    params: { disclosureId: things.spareDisclosureId },
    body: { reason: '数字有误' },
  }),
  'billing.disclosurePdf': things => ({ params: { disclosureId: things.disclosureId } }),
  'billing.disclosureWorkbook': things => ({ params: { disclosureId: things.disclosureId } }),
  'billing.listMyDisclosures': () => ({ query: page }),
  'billing.readMyDisclosure': things => ({ params: { disclosureId: things.disclosureId } }),
  'billing.myDisclosurePdf': things => ({ params: { disclosureId: things.disclosureId } }),
}

export const FUND_MADE_IDS: Record<string, MadeId> = {
  'billing.askFund': (_ground, _company, things) => things.fundMadeIds[0],
  'billing.askFundReversal': (_ground, _company, things) => things.fundMadeIds[1],
  'billing.addResolution': (_ground, _company, things) => things.resolutionId,
  'billing.publishFund': (_ground, _company, things) => things.disclosureId,
}
