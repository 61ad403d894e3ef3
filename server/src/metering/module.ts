import { metering as contract } from '@anju/contract'
import { defineModule, handle } from '../platform/module.ts'
import { addMeter } from './meters/add-meter.ts'
import { editMeter } from './meters/edit-meter.ts'
import { exportMeters } from './meters/export-meters.ts'
import { listMeters, meterHistory, readMeter } from './meters/meter-view.ts'
import { replaceMeter } from './meters/replace-meter.ts'
import { restoreMeter, retireMeter } from './meters/retire-meter.ts'
import { approveReadings } from './readings/approve-readings.ts'
import { correctReading } from './readings/correct-reading.ts'
import { editReading, rejectReading } from './readings/edit-reading.ts'
import { enterReadings } from './readings/enter-readings.ts'
import { exportReadings } from './readings/export-readings.ts'
import { listReadings, meterConsumption, readReading } from './readings/reading-view.ts'
import { approveClean, jumpPercent, lossPercent } from './settings.ts'

export default defineModule('metering', {
  feature: { requires: [] },
  settings: [jumpPercent, approveClean, lossPercent],
  routes: [
    handle(contract.listMeters, listMeters),
    handle(contract.exportMeters, exportMeters),
    handle(contract.readMeter, readMeter),
    handle(contract.meterHistory, meterHistory),
    handle(contract.addMeter, addMeter),
    handle(contract.editMeter, editMeter),
    handle(contract.retireMeter, retireMeter),
    handle(contract.replaceMeter, replaceMeter),
    handle(contract.restoreMeter, restoreMeter),
    handle(contract.listReadings, listReadings),
    handle(contract.exportReadings, exportReadings),
    handle(contract.readReading, readReading),
    handle(contract.enterReadings, enterReadings),
    handle(contract.editReading, editReading),
    handle(contract.approveReadings, approveReadings),
    handle(contract.rejectReading, rejectReading),
    handle(contract.correctReading, correctReading),
    handle(contract.meterConsumption, meterConsumption),
  ],
})
