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
  'import-finished.text': '新增 {created} 条，更新 {updated} 条',
  'import-failed': '导入没有完成：{name}',
  'import-failed.text': '打开查看原因，改好后可以重新上传',
  'export-ready': '导出完成：{name}',
  'export-ready.text': '共 {rows} 行，保留 7 天',
  'application-waiting': '新的入住申请：{name}',
  'application-waiting.text': '{place}，等待审核',
  'lease-ending': '租约还有 {days} 天到期：{place}',
  'lease-ending.text': '承租方 {name}，到期日 {date}',
  'personal-data-waiting': '个人信息请求等待处理',
  'personal-data-waiting.text': '{name}，请在 {dueOn} 前处理',
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
  'import-finished.text': '{created} new, {updated} changed',
  'import-failed': 'Import not done: {name}',
  'import-failed.text': 'Open it to see why, mend the file, upload it again',
  'export-ready': 'Export ready: {name}',
  'export-ready.text': '{rows} rows, kept for 7 days',
  'application-waiting': 'New application: {name}',
  'application-waiting.text': '{place}, waits for a decision',
  'lease-ending': 'A lease ends in {days} days: {place}',
  'lease-ending.text': 'Let to {name} until {date}',
  'personal-data-waiting': 'A personal data request waits',
  'personal-data-waiting.text': '{name}, please decide by {dueOn}',
} as const satisfies Words

/** The words of each kind of notice for staff; the names in braces are the notice's params. */
export const useNoticeTexts = defineTexts({ 'zh-CN': zhCN, en })
