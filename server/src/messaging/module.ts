import { messaging as contract } from '@anju/contract'
import { signInCodeIssued, staffNews } from '../identity/index.ts'
import { exportFailed, exportReady } from '../platform/exports/export-events.ts'
import { defineModule, handle, on } from '../platform/module.ts'
import { leases, vehicles } from '../registry/index.ts'
import {
  appealChanged,
  certificateExpiring,
  correctionChanged,
  leaveChanged,
  rotaChanged,
  rotaPublished,
  scorecardChanged,
  scorecardsOpened,
  swapChanged,
} from '../workforce/index.ts'
import { markNoticesClosed } from './notices/close-notices.ts'
import { collectNoticeData } from './notices/collect-notice-data.ts'
import { deliverNotices } from './notices/deliver-notices.ts'
import { eraseNotices } from './notices/erase-notices.ts'
import { listNoticePreferences, setNoticePreference } from './notices/notice-preferences.ts'
import { countUnreadNotices, listNotices } from './notices/notice-view.ts'
import { readAllNotices, readNotice } from './notices/read-notices.ts'
import { tellCertificate } from './notices/tell-certificate.ts'
import { tellCorrection } from './notices/tell-correction.ts'
import { tellExportFailed, tellExportReady } from './notices/tell-export-ready.ts'
import { tellLeaseEnding } from './notices/tell-lease-ending.ts'
import { tellLeave } from './notices/tell-leave.ts'
import { tellAppeal, tellScorecard, tellScorecards } from './notices/tell-performance.ts'
import { tellRoleGrantAsked, tellRoleGrantDecided } from './notices/tell-role-grant.ts'
import { tellRotaChanged, tellRotaPublished } from './notices/tell-rota.ts'
import { tellSwap } from './notices/tell-swap.ts'
import { tellVehicleAsked, tellVehicleDecided } from './notices/tell-vehicle.ts'
import { demoInbox } from './sms/demo-inbox.ts'
import { sendMessage } from './sms/send-message.ts'
import { storeSignInCode } from './sms/store-sign-in-code.ts'

export default defineModule('messaging', {
  personalData: {
    collect: collectNoticeData,
    erase: eraseNotices,
    tables: {
      'messaging.notice': 'erased',
      'messaging.sms': 'erased',
      'messaging.notice_preference': { kept: 'a yes or no under the id of an account that nobody is' },
    },
  },
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
    on(exportFailed, 'messaging.tellExportFailed', tellExportFailed),
    on(leases.leaseEnding, 'messaging.tellLeaseEnding', tellLeaseEnding),
    on(vehicles.applicationOpened, 'messaging.tellVehicleAsked', tellVehicleAsked),
    on(vehicles.applicationDecided, 'messaging.tellVehicleDecided', tellVehicleDecided),
    on(vehicles.applicationWithdrawn, 'messaging.tellVehicleWithdrawn', tellVehicleDecided),
    on(staffNews.grantAsked, 'messaging.tellRoleGrantAsked', tellRoleGrantAsked),
    on(staffNews.grantDecided, 'messaging.tellRoleGrantDecided', tellRoleGrantDecided),
    on(rotaPublished, 'messaging.tellRotaPublished', tellRotaPublished),
    on(rotaChanged, 'messaging.tellRotaChanged', tellRotaChanged),
    on(swapChanged, 'messaging.tellSwap', tellSwap),
    on(leaveChanged, 'messaging.tellLeave', tellLeave),
    on(correctionChanged, 'messaging.tellCorrection', tellCorrection),
    on(certificateExpiring, 'messaging.tellCertificate', tellCertificate),
    on(scorecardsOpened, 'messaging.tellScorecards', tellScorecards),
    on(scorecardChanged, 'messaging.tellScorecard', tellScorecard),
    on(appealChanged, 'messaging.tellAppeal', tellAppeal),
  ],
  jobs: [deliverNotices, markNoticesClosed, sendMessage],
})
