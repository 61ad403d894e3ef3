import { serviceDesk as contract } from '@anju/contract'
import { staffNews } from '../identity/index.ts'
import { defineModule, handle, on } from '../platform/module.ts'
import { kpiValuesWanted } from '../workforce/index.ts'
import { acceptOrder } from './orders/accept-order.ts'
import { assignOrder } from './orders/assign-order.ts'
import { collectOrderData } from './orders/collect-order-data.ts'
import { confirmSilently } from './orders/confirm-silently.ts'
import { declineOrder } from './orders/decline-order.ts'
import { eraseReporter, ordersHinderErasing } from './orders/erase-reporter.ts'
import { exportOrders } from './orders/export-orders.ts'
import { feedKpiValues } from './orders/feed-kpi-values.ts'
import { orderSearch } from './orders/find-orders.ts'
import { finishOrder } from './orders/finish-order.ts'
import { handOverOrders } from './orders/hand-over-orders.ts'
import { openOrder } from './orders/open-order.ts'
import { listMyTasks, listOrders, readMyTask, readOrderById } from './orders/order-view.ts'
import { voidOrder } from './orders/void-order.ts'
import { orderNames } from './record-names.ts'
import { listRepairers } from './repairers/repairer-view.ts'
import { silenceHours } from './settings.ts'

export default defineModule('service-desk', {
  names: orderNames,
  personalData: {
    collect: collectOrderData,
    hinders: ordersHinderErasing,
    erase: eraseReporter,
    tables: { 'service_desk.work_order': 'erased', 'service_desk.order_log': 'erased' },
  },
  feature: { requires: [] },
  routes: [
    handle(contract.listOrders, listOrders),
    handle(contract.exportOrders, exportOrders),
    handle(contract.readOrder, readOrderById),
    handle(contract.reportOrder, openOrder),
    handle(contract.listRepairers, listRepairers),
    handle(contract.assignOrder, assignOrder),
    handle(contract.voidOrder, voidOrder),
    handle(contract.listMyTasks, listMyTasks),
    handle(contract.readMyTask, readMyTask),
    handle(contract.acceptOrder, acceptOrder),
    handle(contract.declineOrder, declineOrder),
    handle(contract.finishOrder, finishOrder),
  ],
  jobs: [confirmSilently],
  on: [
    on(staffNews.disabled, 'service-desk.handOverOrders', handOverOrders),
    on(kpiValuesWanted, 'service-desk.feedKpiValues', feedKpiValues),
  ],
  settings: [silenceHours],
  search: [orderSearch],
})
