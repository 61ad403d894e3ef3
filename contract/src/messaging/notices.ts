import { z } from 'zod'
import { route } from '../route.ts'
import { Id, Instant, PageQuery, pageOf } from '../values.ts'

/**
 * Every kind of notice: who gets it, and whether it may go to the phone as well. The words stand in each app (`notice-texts.ts`);
 * the names in braces there are the notice's params. A new kind is added here, and the apps' dictionaries ask for its words.
 */
export const NOTICE_KINDS = {
  'order-reported': { audience: 'staff', sms: false },
  'order-assigned': { audience: 'staff', sms: false },
  'order-declined': { audience: 'staff', sms: false },
  'order-rejected': { audience: 'staff', sms: false },
  'order-confirmed': { audience: 'staff', sms: false },
  'import-finished': { audience: 'staff', sms: false },
  'import-failed': { audience: 'staff', sms: false },
  'export-ready': { audience: 'staff', sms: false },
  'export-failed': { audience: 'staff', sms: false },
  'application-waiting': { audience: 'staff', sms: false },
  'vehicle-waiting': { audience: 'staff', sms: false },
  'lease-ending': { audience: 'staff', sms: false },
  'personal-data-waiting': { audience: 'staff', sms: false },
  'rota-published': { audience: 'staff', sms: false },
  'rota-changed': { audience: 'staff', sms: false },
  'swap-asked': { audience: 'staff', sms: false },
  'swap-waiting': { audience: 'staff', sms: false },
  'swap-declined': { audience: 'staff', sms: false },
  'swap-approved': { audience: 'staff', sms: false },
  'swap-refused': { audience: 'staff', sms: false },
  'leave-asked': { audience: 'staff', sms: false },
  'leave-approved': { audience: 'staff', sms: false },
  'leave-refused': { audience: 'staff', sms: false },
  'leave-cancelled': { audience: 'staff', sms: false },
  'correction-asked': { audience: 'staff', sms: false },
  'correction-approved': { audience: 'staff', sms: false },
  'correction-refused': { audience: 'staff', sms: false },
  'certificate-expiring': { audience: 'staff', sms: false },
  'certificate-expired': { audience: 'staff', sms: false },
  'scorecard-opened': { audience: 'staff', sms: false },
  'scorecard-waiting': { audience: 'staff', sms: false },
  'scorecard-returned': { audience: 'staff', sms: false },
  'result-published': { audience: 'staff', sms: false },
  'appeal-asked': { audience: 'staff', sms: false },
  'appeal-changed': { audience: 'staff', sms: false },
  'appeal-kept': { audience: 'staff', sms: false },
  'role-grant-asked': { audience: 'staff', sms: false },
  'role-grant-approved': { audience: 'staff', sms: false },
  'role-grant-refused': { audience: 'staff', sms: false },
  'approval-waiting': { audience: 'staff', sms: false },
  'approval-approved': { audience: 'staff', sms: false },
  'approval-rejected': { audience: 'staff', sms: false },
  'run-waiting': { audience: 'staff', sms: false },
  'run-approved': { audience: 'staff', sms: false },
  'dispute-opened': { audience: 'staff', sms: false },
  'meter-loss': { audience: 'staff', sms: false },
  'vacancy-ended': { audience: 'staff', sms: false },
  'statement-waiting': { audience: 'staff', sms: false },
  'difference-waiting': { audience: 'staff', sms: false },
  'day-close-waiting': { audience: 'staff', sms: false },
  'hand-over-waiting': { audience: 'staff', sms: false },
  'control-waiting': { audience: 'staff', sms: false },
  'control-loaded': { audience: 'staff', sms: false },
  'my-order-assigned': { audience: 'resident', sms: false },
  'my-order-finished': { audience: 'resident', sms: true },
  'my-order-voided': { audience: 'resident', sms: false },
  'bills-issued': { audience: 'resident', sms: true },
  'bills-prepaid': { audience: 'resident', sms: false },
  'application-approved': { audience: 'resident', sms: true },
  'application-rejected': { audience: 'resident', sms: true },
  'invitation-accepted': { audience: 'resident', sms: false },
  'stay-ended': { audience: 'resident', sms: false },
  'my-vehicle-approved': { audience: 'resident', sms: false },
  'my-vehicle-rejected': { audience: 'resident', sms: false },
  'my-lease-ending': { audience: 'resident', sms: true },
  'personal-data-decided': { audience: 'resident', sms: true },
  'my-discount-approved': { audience: 'resident', sms: false },
  'my-discount-rejected': { audience: 'resident', sms: false },
  'my-vacancy-ended': { audience: 'resident', sms: false },
  'my-dispute-upheld': { audience: 'resident', sms: false },
  'my-dispute-rejected': { audience: 'resident', sms: false },
  'public-revenue-published': { audience: 'resident', sms: false },
  'maintenance-fund-published': { audience: 'resident', sms: false },
} as const satisfies Record<string, { audience: 'staff' | 'resident'; sms: boolean }>

export const NoticeKind = z.enum(
  Object.keys(NOTICE_KINDS) as [keyof typeof NOTICE_KINDS, ...(keyof typeof NOTICE_KINDS)[]],
)
export type NoticeKindName = z.output<typeof NoticeKind>

type KindsOf<Audience> = {
  [K in NoticeKindName]: (typeof NOTICE_KINDS)[K]['audience'] extends Audience ? K : never
}[NoticeKindName]
export type StaffNoticeKind = KindsOf<'staff'>
export type ResidentNoticeKind = KindsOf<'resident'>

/** What a notice leads to. */
export const NoticeAbout = z.object({
  kind: z.enum([
    ...(['order', 'bills', 'import', 'export', 'application', 'home', 'lease', 'space', 'personal-data'] as const),
    ...([
      'rota',
      'swap',
      'leave',
      'correction',
      'employee',
      'scorecard',
      'role-grant',
      'approval',
      'bill-run',
      'vehicle-application',
      'discount',
      'dispute',
      'bill',
      'reading-round',
      'channel-statement',
      'day-close',
      'hand-over',
      'disclosure',
    ] as const),
  ]),
  id: Id,
})

export const Notice = z.object({
  id: Id,
  kind: NoticeKind,
  params: z.record(z.string(), z.string()),
  about: NoticeAbout.nullable(),
  at: Instant,
  readAt: Instant.nullable(),
})

const Unread = z.object({ unread: z.int() })

export const listNotices = route({
  method: 'GET',
  path: '/notices',
  summary: 'My notices, newest first.',
  permission: 'signed-in',
  query: PageQuery.extend({ state: z.enum(['unread', 'read']).optional(), kind: NoticeKind.optional() }),
  response: pageOf(Notice).extend(Unread.shape),
})

export const countUnreadNotices = route({
  method: 'GET',
  path: '/notices/unread',
  summary: 'How many of my notices are unread.',
  permission: 'signed-in',
  response: Unread,
})

export const readNotice = route({
  method: 'POST',
  path: '/notices/:noticeId/read',
  summary: 'Mark one of my notices as read; again changes nothing.',
  permission: 'signed-in',
  params: z.object({ noticeId: Id }),
  response: Unread,
  errors: ['platform.not_found'],
})

export const readAllNotices = route({
  method: 'POST',
  path: '/notices/read',
  summary: 'Mark all my notices as read.',
  permission: 'signed-in',
  response: Unread,
})

export const NoticePreference = z.object({
  kind: NoticeKind,
  sms: z.boolean(),
  smsOffered: z.boolean().describe('Whether this kind may go to the phone at all'),
})

export const listNoticePreferences = route({
  method: 'GET',
  path: '/notices/preferences',
  summary: 'The kinds of notices that concern me, and which of them go to my phone as well.',
  permission: 'signed-in',
  response: z.object({ items: z.array(NoticePreference) }),
})

export const setNoticePreference = route({
  method: 'PUT',
  path: '/notices/preferences/:kind',
  summary: 'Whether notices of a kind go to my phone as well.',
  permission: 'signed-in',
  params: z.object({ kind: NoticeKind }),
  body: z.object({ sms: z.boolean() }),
  response: NoticePreference,
  errors: ['messaging.sms_not_offered'],
})
