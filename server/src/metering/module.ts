import { metering as contract } from '@anju/contract'
import { defineModule, handle } from '../platform/module.ts'
import { addMeter } from './meters/add-meter.ts'
import { editMeter } from './meters/edit-meter.ts'
import { exportMeters } from './meters/export-meters.ts'
import { listMeters, meterHistory, readMeter } from './meters/meter-view.ts'
import { restoreMeter, retireMeter } from './meters/retire-meter.ts'

export default defineModule('metering', {
  feature: { requires: [] },
  routes: [
    handle(contract.listMeters, listMeters),
    handle(contract.exportMeters, exportMeters),
    handle(contract.readMeter, readMeter),
    handle(contract.meterHistory, meterHistory),
    handle(contract.addMeter, addMeter),
    handle(contract.editMeter, editMeter),
    handle(contract.retireMeter, retireMeter),
    handle(contract.restoreMeter, restoreMeter),
  ],
})
