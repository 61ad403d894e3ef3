import { ledger as contract } from '@anju/contract'
import { defineModule, handle } from '../platform/module.ts'
import { createLegalEntity, editLegalEntity, listLegalEntities } from './entities/legal-entities.ts'

export default defineModule('ledger', {
  routes: [
    handle(contract.listLegalEntities, listLegalEntities),
    handle(contract.createLegalEntity, createLegalEntity),
    handle(contract.editLegalEntity, editLegalEntity),
  ],
})
