import { portal as contract } from '@anju/contract'
import { myMoney, readBillById } from '../billing/index.ts'
import { homeMeters } from '../metering/index.ts'
import { readReceiptById, receiptPage, receiptPdf } from '../payments/index.ts'
import { defineModule, handle } from '../platform/module.ts'
import { confirmOrder, readOrderById, rejectOrder } from '../service-desk/index.ts'
import { myHome } from './home/home-view.ts'
import { listMyOrders, reportMyOrder } from './orders/my-orders.ts'

/**
 * Most of the resident's routes are the views and verbs of other modules as they are: the walls of the database leave only the
 * own households, and of their bills the issued ones.
 */
export default defineModule('portal', {
  feature: { requires: [] },
  routes: [
    handle(contract.myHome, myHome),
    handle(contract.listMyBills, myMoney.listMyBills),
    handle(contract.readMyBill, readBillById),
    handle(contract.readMyAccount, myMoney.readAccount),
    handle(contract.readMyFund, myMoney.readMyFund),
    handle(contract.listMyMeters, homeMeters),
    handle(contract.listMyReceipts, receiptPage),
    handle(contract.readMyReceipt, readReceiptById),
    handle(contract.myReceiptPdf, receiptPdf),
    handle(contract.listMyOrders, listMyOrders),
    handle(contract.reportMyOrder, reportMyOrder),
    handle(contract.readMyOrder, readOrderById),
    handle(contract.confirmMyOrder, confirmOrder),
    handle(contract.rejectMyOrder, rejectOrder),
  ],
})
