import { metering as contract } from '@anju/contract'
import { defineModule, handle } from '../platform/module.ts'
import { exportMeterLosses } from './losses/export-losses.ts'
import { meterLosses, metersBelow } from './losses/loss-view.ts'
import { addMeter } from './meters/add-meter.ts'
import { followPremises } from './meters/carry-meters.ts'
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
import { meteringNames } from './record-names.ts'
import { exportRoundStops, exportRounds, exportRoutes } from './rounds/export-rounds.ts'
import { printRound } from './rounds/print-round.ts'
import { listRounds, readRound } from './rounds/round-view.ts'
import { assignStops, closeRound, estimateRound, openRound, reopenRound, skipStop } from './rounds/run-rounds.ts'
import { listMyRounds, listRoundStops, readMyRound } from './rounds/stop-view.ts'
import { addRoute, editRoute, removeRoute } from './routes/edit-routes.ts'
import { listReaders, listRoutes, readRoute } from './routes/route-view.ts'
import { approveClean, jumpPercent, lossPercent } from './settings.ts'

followPremises()

export default defineModule('metering', {
  names: meteringNames,
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
    handle(contract.meterLosses, meterLosses),
    handle(contract.exportMeterLosses, exportMeterLosses),
    handle(contract.metersBelow, metersBelow),
    handle(contract.listRoutes, listRoutes),
    handle(contract.exportRoutes, exportRoutes),
    handle(contract.listReaders, listReaders),
    handle(contract.readRoute, readRoute),
    handle(contract.addRoute, addRoute),
    handle(contract.editRoute, editRoute),
    handle(contract.removeRoute, removeRoute),
    handle(contract.listRounds, listRounds),
    handle(contract.exportRounds, exportRounds),
    handle(contract.readRound, readRound),
    handle(contract.openRound, openRound),
    handle(contract.closeRound, closeRound),
    handle(contract.reopenRound, reopenRound),
    handle(contract.listRoundStops, listRoundStops),
    handle(contract.exportRoundStops, exportRoundStops),
    handle(contract.printRound, printRound),
    handle(contract.skipStop, skipStop),
    handle(contract.assignStops, assignStops),
    handle(contract.estimateRound, estimateRound),
    handle(contract.listMyRounds, listMyRounds),
    handle(contract.readMyRound, readMyRound),
  ],
})
