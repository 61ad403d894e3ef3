import { billing as contract } from '@anju/contract'
import { handle } from '../platform/module.ts'
import { addPurchase, editPurchase, voidPurchase } from './purchases/edit-purchases.ts'
import { exportPurchases } from './purchases/export-purchases.ts'
import { listPurchases, purchaseHistory, readPurchase } from './purchases/purchase-view.ts'

/** 转售购进: what was bought to be resold. */
export const PURCHASE_ROUTES = [
  handle(contract.listPurchases, listPurchases),
  handle(contract.exportPurchases, exportPurchases),
  handle(contract.readPurchase, readPurchase),
  handle(contract.purchaseHistory, purchaseHistory),
  handle(contract.addPurchase, addPurchase),
  handle(contract.editPurchase, editPurchase),
  handle(contract.voidPurchase, voidPurchase),
]
