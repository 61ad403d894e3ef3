import { devices as contract } from '@anju/contract'
import { defineModule, handle } from '../platform/module.ts'
import { addGateway, closeGateway, editGateway, renewGatewayKey } from './gateways/edit-gateways.ts'
import { exportGateways } from './gateways/export-gateways.ts'
import { gatewayHistory, listGateways, readGateway } from './gateways/gateway-view.ts'
import { clearMessages } from './messages/clear-messages.ts'
import { exportMessages } from './messages/export-messages.ts'
import { listMessages } from './messages/message-view.ts'
import { retakeMessages } from './messages/retake-messages.ts'
import { sendMessages } from './messages/send-messages.ts'
import { takeMessages } from './messages/take-messages.ts'
import { deviceNames } from './record-names.ts'

export default defineModule('devices', {
  names: deviceNames,
  feature: { requires: [] },
  jobs: [takeMessages],
  cron: [clearMessages],
  routes: [
    handle(contract.listGateways, listGateways),
    handle(contract.exportGateways, exportGateways),
    handle(contract.readGateway, (tx, actor, { gatewayId }) => readGateway(tx, actor, gatewayId)),
    handle(contract.gatewayHistory, gatewayHistory),
    handle(contract.addGateway, addGateway),
    handle(contract.editGateway, editGateway),
    handle(contract.renewGatewayKey, renewGatewayKey),
    handle(contract.closeGateway, closeGateway),
    handle(contract.listMessages, listMessages),
    handle(contract.exportMessages, exportMessages),
    handle(contract.retakeMessages, retakeMessages),
    handle(contract.sendMessages, sendMessages),
  ],
})
