import { ledger as contract } from '@anju/contract'
import { defineModule, handle } from '../platform/module.ts'
import { exportEntries, listAccounts, listEntries, readEntry } from './books/entry-view.ts'
import { exportTrialBalance, readTrialBalance } from './books/trial-balance-view.ts'
import { listCommunityEntities, nameCommunityEntity } from './entities/community-entities.ts'
import { exportLegalEntities } from './entities/export-entities.ts'
import { createLegalEntity, editLegalEntity, listLegalEntities } from './entities/legal-entities.ts'
import { closePeriod, reopenPeriod } from './periods/close-period.ts'
import { exportPeriods, listPeriods } from './periods/period-view.ts'
import { previewClosing } from './periods/preview-closing.ts'
import { ledgerNames } from './record-names.ts'

export default defineModule('ledger', {
  names: ledgerNames,
  routes: [
    handle(contract.listLegalEntities, listLegalEntities),
    handle(contract.exportLegalEntities, exportLegalEntities),
    handle(contract.createLegalEntity, createLegalEntity),
    handle(contract.editLegalEntity, editLegalEntity),
    handle(contract.listCommunityEntities, listCommunityEntities),
    handle(contract.nameCommunityEntity, nameCommunityEntity),
    handle(contract.readTrialBalance, readTrialBalance),
    handle(contract.exportTrialBalance, exportTrialBalance),
    handle(contract.listAccounts, listAccounts),
    handle(contract.listEntries, listEntries),
    handle(contract.exportEntries, exportEntries),
    handle(contract.readEntry, readEntry),
    handle(contract.listPeriods, listPeriods),
    handle(contract.exportPeriods, exportPeriods),
    handle(contract.previewClosing, previewClosing),
    handle(contract.closePeriod, closePeriod),
    handle(contract.reopenPeriod, reopenPeriod),
  ],
})
