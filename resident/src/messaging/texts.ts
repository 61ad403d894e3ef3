import { defineTexts } from '@anju/ui'

/** The words of the inbox and of how notices are sent. */
export const useMessagingTexts = defineTexts({
  'zh-CN': {
    title: '消息',
    unread: '未读',
    unreadCount: '{count} 条未读消息',
    readAll: '全部标为已读',
    none: '还没有消息',
    noneText: '新账单、报修进度和审核结果会在这里提醒您。',
    preferences: '消息提醒方式',
    preferencesText: '所有消息都会出现在这里。下面这些还可以发短信给您。',
    'sms.my-order-finished': '报修完工时发短信',
    'sms.bills-issued': '有新账单时发短信',
    'sms.application-approved': '入住申请通过时发短信',
    'sms.application-rejected': '入住申请没有通过时发短信',
    'sms.my-lease-ending': '租约到期前发短信',
    'sms.personal-data-decided': '个人信息请求处理后发短信',
  },
  en: {
    title: 'Inbox',
    unread: 'Unread',
    unreadCount: '{count} unread {count|message|messages}',
    readAll: 'Mark all as read',
    none: 'Nothing yet',
    noneText: 'New bills, progress of repairs and decisions will show up here.',
    preferences: 'How messages reach you',
    preferencesText: 'Every message shows up here. These can be sent to your phone as well.',
    'sms.my-order-finished': 'Text me when a repair is done',
    'sms.bills-issued': 'Text me about new bills',
    'sms.application-approved': 'Text me when an application is approved',
    'sms.application-rejected': 'Text me when an application is turned down',
    'sms.my-lease-ending': 'Text me before a lease ends',
    'sms.personal-data-decided': 'Text me when a personal data request is decided',
  },
})
