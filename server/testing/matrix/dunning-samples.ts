import { newId } from '../../src/platform/ids.ts'
import type { MadeId, Sample } from './samples.ts'

const page = { limit: 200 }
const visit = { channel: 'call', result: 'told', promisedOn: null, note: '已告知金额' }

/** Debtors, whose they are to ask, and what came of it. */
export const DUNNING_SAMPLES: Record<string, Sample> = {
  'billing.listDebtors': things => ({ query: { ...page, communityId: things.communityId } }),
  'billing.exportDebtors': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'billing.listDunningVisits': things => ({ query: { ...page, communityId: things.communityId } }),
  'billing.exportDunningVisits': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'billing.recordDunningVisit': things => ({ body: { ...visit, id: newId(), premisesId: things.neighbourPremisesId } }),
  'billing.assignDebtors': (things, company) => ({
    body: { households: [{ premisesId: things.neighbourPremisesId, was: null }], collectorId: company.manager.id },
  }),
  'billing.listCollectors': () => ({}),
  'billing.dunningLetter': things => ({ params: { premisesId: things.neighbourPremisesId } }),
  'billing.listMyDebtors': () => ({}),
  'billing.recordMyVisit': things => ({ body: { ...visit, id: newId(), premisesId: things.neighbourPremisesId } }),
}

export const DUNNING_MADE_IDS: Record<string, MadeId> = {
  'billing.recordDunningVisit': (_ground, _company, things) => things.visitIds[0],
  'billing.recordMyVisit': (_ground, _company, things) => things.visitIds[1],
}
