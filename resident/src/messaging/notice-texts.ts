import type { messaging } from '@anju/contract'
import { defineTexts } from '@anju/ui'

type Words = Record<messaging.ResidentNoticeKind | `${messaging.ResidentNoticeKind}.text`, string>

const zhCN = {
  'my-order-assigned': '报修已派给 {repairer}',
  'my-order-assigned.text': '{place}，工单 {number}',
  'my-order-finished': '报修已完工，请确认',
  'my-order-finished.text': '{place}，工单 {number}。72 小时内没有确认会自动关闭',
  'my-order-voided': '报修工单已作废',
  'my-order-voided.text': '{place}，工单 {number}，原因：{reason}',
  'bills-issued': '新账单 {count} 张，共 {amount} 元',
  'bills-issued.text': '请在 {dueOn} 前缴清，每一笔都有算式',
  'application-approved': '入住申请已通过',
  'application-approved.text': '{place}，现在可以查看账单和报修了',
  'application-rejected': '入住申请没有通过',
  'application-rejected.text': '{place}，原因：{reason}',
  'invitation-accepted': '{name} 已接受您的邀请',
  'invitation-accepted.text': '{place}',
  'stay-ended': '{place} 的入住登记已结束',
  'stay-ended.text': '从 {date} 的第二天起不再显示这套房屋',
  'my-lease-ending': '{place} 的租约还有 {days} 天到期',
  'my-lease-ending.text': '到期日 {date}，续租请联系物业或房东',
  'personal-data-decided': '个人信息请求已处理',
  'personal-data-decided.text': '{result}',
  'my-discount-approved': '“{discount}”的申请已通过',
  'my-discount-approved.text': '{from} 至 {to}',
  'my-discount-rejected': '“{discount}”的申请没有通过',
  'my-discount-rejected.text': '{answer}',
  'my-dispute-upheld': '账单异议成立：{item}',
  'my-dispute-upheld.text': '{place}，答复：{answer}',
  'my-dispute-rejected': '账单异议已答复：{item}',
  'my-dispute-rejected.text': '{place}，答复：{answer}',
} as const satisfies Words

const en = {
  'my-order-assigned': '{repairer} takes care of your report',
  'my-order-assigned.text': '{place}, order {number}',
  'my-order-finished': 'The repair is done: please confirm',
  'my-order-finished.text': '{place}, order {number}. Without an answer it closes after 72 hours',
  'my-order-voided': 'A repair order was voided',
  'my-order-voided.text': '{place}, order {number}, because: {reason}',
  'bills-issued': '{count} new {count|bill|bills}, {amount} yuan',
  'bills-issued.text': 'Due on {dueOn}; every amount explains itself',
  'application-approved': 'Your application was approved',
  'application-approved.text': '{place}: bills and repairs are open to you now',
  'application-rejected': 'Your application was turned down',
  'application-rejected.text': '{place}, because: {reason}',
  'invitation-accepted': '{name} accepted your invitation',
  'invitation-accepted.text': '{place}',
  'stay-ended': 'Your stay in {place} has ended',
  'stay-ended.text': 'After {date} this home is not shown any more',
  'my-lease-ending': 'Your lease of {place} ends in {days} days',
  'my-lease-ending.text': 'On {date}; to renew it, ask the property office or your landlord',
  'personal-data-decided': 'Your personal data request was decided',
  'personal-data-decided.text': '{result}',
  'my-discount-approved': 'Your application for “{discount}” was approved',
  'my-discount-approved.text': '{from} to {to}',
  'my-discount-rejected': 'Your application for “{discount}” was turned down',
  'my-discount-rejected.text': '{answer}',
  'my-dispute-upheld': 'Your objection was upheld: {item}',
  'my-dispute-upheld.text': '{place}. Answer: {answer}',
  'my-dispute-rejected': 'Your objection was answered: {item}',
  'my-dispute-rejected.text': '{place}. Answer: {answer}',
} as const satisfies Words

/** The words of each kind of notice for residents; the names in braces are the notice’s params. */
export const useNoticeTexts = defineTexts({ 'zh-CN': zhCN, en })
