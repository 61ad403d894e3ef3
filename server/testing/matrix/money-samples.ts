import { newId } from '../../src/platform/ids.ts'
import type { MadeId, Sample } from './samples.ts'

const page = { limit: 200 }

/** The books, months, prepaid money and deposits. */
export const MONEY_SAMPLES: Record<string, Sample> = {
  'ledger.listCommunityEntities': things => ({ params: { communityId: things.communityId } }),
  'ledger.nameCommunityEntity': things => ({
    params: { communityId: things.communityId },
    body: { legalEntityId: things.legalEntityId, fromOn: '2031-01-01' },
  }),
  'ledger.readTrialBalance': things => ({ query: { ...page, communityId: things.communityId } }),
  'ledger.exportTrialBalance': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'ledger.listAccounts': () => ({}),
  'ledger.listEntries': things => ({
    query: { ...page, communityId: things.communityId, premisesId: things.premisesId },
  }),
  'ledger.exportEntries': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'ledger.readEntry': things => ({ params: { entryId: things.entryId } }),
  'ledger.listPeriods': things => ({ query: { ...page, communityId: things.communityId } }),
  'ledger.exportPeriods': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'ledger.reopenPeriod': things => ({ params: { periodId: things.closedPeriodId }, body: { reason: '补记一笔' } }),
  'ledger.previewClosing': things => ({ query: { communityId: things.communityId, month: '2019-01' } }),
  'ledger.closePeriod': things => ({
    body: { id: newId(), communityId: things.communityId, month: '2019-01' },
  }),
  'billing.listPurses': things => ({
    query: { ...page, communityId: things.communityId, premisesId: things.premisesId },
  }),
  'billing.exportPurses': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'billing.listPurseMovements': things => ({ params: { purseId: things.purseId }, query: page }),
  'billing.exportPurseMovements': things => ({ params: { purseId: things.purseId }, query: { format: 'csv' } }),
  'billing.listDeposits': things => ({
    query: { ...page, communityId: things.communityId, premisesId: things.premisesId },
  }),
  'billing.exportDeposits': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'billing.readDeposit': things => ({ params: { depositId: things.depositId } }),
}

export const MONEY_MADE_IDS: Record<string, MadeId> = {
  'ledger.closePeriod': (_ground, _company, things) => things.closedPeriodId,
}
