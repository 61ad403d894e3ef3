import type { messaging } from '@anju/contract'
import { defineTexts } from '@anju/ui'

type Words = Record<messaging.StaffNoticeKind | `${messaging.StaffNoticeKind}.text`, string>

const zhCN = {
  'order-reported': '新报修 {number}',
  'order-reported.text': '{place}，等待派单',
  'order-assigned': '派给您的工单 {number}',
  'order-assigned.text': '{place}，请尽快接单',
  'order-declined': '工单 {number} 被退回',
  'order-declined.text': '{place}，原因：{reason}',
  'order-rejected': '工单 {number} 需要返工',
  'order-rejected.text': '{place}，住户说：{reason}',
  'order-confirmed': '工单 {number} 已确认完工',
  'order-confirmed.text': '{place}，住户已确认',
  'import-finished': '导入完成：{name}',
  'import-finished.text': '请在管理后台查看',
  'import-failed': '导入没有完成：{name}',
  'import-failed.text': '请在管理后台查看原因',
  'export-ready': '导出完成：{name}',
  'export-ready.text': '共 {rows} 行，请在电脑上的管理台下载',
  'application-waiting': '新的入住申请：{name}',
  'application-waiting.text': '{place}，请在管理后台审核',
  'lease-ending': '租约还有 {days} 天到期：{place}',
  'lease-ending.text': '承租方 {name}，到期日 {date}，请在管理后台处理',
  'personal-data-waiting': '个人信息请求等待处理',
  'personal-data-waiting.text': '{name}，请在 {dueOn} 前在管理后台处理',
} as const satisfies Words

const en = {
  'order-reported': 'New report {number}',
  'order-reported.text': '{place}, waits for a repairer',
  'order-assigned': 'Order {number} is yours',
  'order-assigned.text': '{place}, please accept it soon',
  'order-declined': 'Order {number} came back',
  'order-declined.text': '{place}, because: {reason}',
  'order-rejected': 'Order {number} needs rework',
  'order-rejected.text': '{place}, the household says: {reason}',
  'order-confirmed': 'Order {number} was confirmed',
  'order-confirmed.text': '{place}, the household confirmed',
  'import-finished': 'Import done: {name}',
  'import-finished.text': 'See it in the console',
  'import-failed': 'Import not done: {name}',
  'import-failed.text': 'See why in the console',
  'export-ready': 'Export ready: {name}',
  'export-ready.text': '{rows} rows; download it in the console on a computer',
  'application-waiting': 'New application: {name}',
  'application-waiting.text': '{place}, decide in the console',
  'lease-ending': 'A lease ends in {days} days: {place}',
  'lease-ending.text': 'Let to {name} until {date}; see the console',
  'personal-data-waiting': 'A personal data request waits',
  'personal-data-waiting.text': '{name}, decide in the console by {dueOn}',
} as const satisfies Words

/** The words of each kind of notice for staff; the names in braces are the notice’s params. */
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
