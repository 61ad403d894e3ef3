import { STAFF_NOTICE_TEXTS } from '@anju/contract'
import { defineTexts } from '@anju/ui'

/** What is dealt with in the console is told of here, and where to do it. */
const zhCN = {
  ...STAFF_NOTICE_TEXTS['zh-CN'],
  'import-finished.text': '请在管理后台查看',
  'import-failed.text': '请在管理后台查看原因',
  'export-ready.text': '共 {rows} 行，请在电脑上的管理台下载',
  'export-failed.text': '请在电脑上的管理台查看原因',
  'application-waiting.text': '{place}，请在管理后台审核',
  'lease-ending.text': '承租方 {name}，到期日 {date}，请在管理后台处理',
  'personal-data-waiting.text': '{name}，请在 {dueOn} 前在管理后台处理',
} as const

const en = {
  ...STAFF_NOTICE_TEXTS.en,
  'import-finished.text': 'See it in the console',
  'import-failed.text': 'See why in the console',
  'export-ready.text': '{rows} rows; download it in the console on a computer',
  'export-failed.text': 'See why in the console on a computer',
  'application-waiting.text': '{place}, decide in the console',
  'lease-ending.text': 'Let to {name} until {date}; see the console',
  'personal-data-waiting.text': '{name}, decide in the console by {dueOn}',
} as const

/** The words of each kind of notice for staff. */
export const useNoticeTexts = defineTexts({ 'zh-CN': zhCN, en })

/** The words of the inbox. */
export const useMessagingTexts = defineTexts({
  'zh-CN': {
    title: '消息',
    unread: '未读',
    unreadCount: '{count} 条未读消息',
    readAll: '全部标为已读',
    none: '还没有消息',
    noneText: '派单、返工和审核会在这里提醒您。',
  },
  en: {
    title: 'Inbox',
    unread: 'Unread',
    unreadCount: '{count} unread {count|notice|notices}',
    readAll: 'Mark all as read',
    none: 'Nothing yet',
    noneText: 'Orders, reworks and approvals will show up here.',
  },
})
