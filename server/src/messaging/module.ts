import { messaging as contract } from '@anju/contract'
import { signInCodeIssued } from '../identity/index.ts'
import { defineModule, handle, on } from '../platform/module.ts'
import { demoInbox } from './sms/demo-inbox.ts'
import { storeSignInCode } from './sms/store-sign-in-code.ts'

export default defineModule('messaging', {
  routes: [handle(contract.demoInbox, demoInbox)],
  on: [on(signInCodeIssued, 'messaging.storeSignInCode', storeSignInCode)],
})
