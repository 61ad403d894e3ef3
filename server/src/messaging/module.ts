import { messaging as contract } from '@anju/contract'
import { signInCodeIssued } from '../identity/index.ts'
import { exportReady } from '../platform/exports/export-events.ts'
import { defineModule, handle, on } from '../platform/module.ts'
import { leases } from '../registry/index.ts'
import { collectNoticeData } from './notices/collect-notice-data.ts'
import { deliverNotices } from './notices/deliver-notices.ts'
import { listNoticePreferences, setNoticePreference } from './notices/notice-preferences.ts'
import { countUnreadNotices, listNotices } from './notices/notice-view.ts'
import { readAllNotices, readNotice } from './notices/read-notices.ts'
import { tellExportReady } from './notices/tell-export-ready.ts'
import { tellLeaseEnding } from './notices/tell-lease-ending.ts'
import { demoInbox } from './sms/demo-inbox.ts'
import { sendMessage } from './sms/send-message.ts'
import { storeSignInCode } from './sms/store-sign-in-code.ts'

export default defineModule('messaging', {
  personalData: collectNoticeData,
  routes: [
    handle(contract.demoInbox, demoInbox),
    handle(contract.listNotices, listNotices),
    handle(contract.countUnreadNotices, countUnreadNotices),
    handle(contract.readNotice, readNotice),
    handle(contract.readAllNotices, readAllNotices),
    handle(contract.listNoticePreferences, listNoticePreferences),
    handle(contract.setNoticePreference, setNoticePreference),
  ],
  on: [
    on(signInCodeIssued, 'messaging.storeSignInCode', storeSignInCode),
    on(exportReady, 'messaging.tellExportReady', tellExportReady),
    on(leases.leaseEnding, 'messaging.tellLeaseEnding', tellLeaseEnding),
  ],
  jobs: [deliverNotices, sendMessage],
})
