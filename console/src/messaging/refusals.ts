import { defineTexts } from '@anju/ui'

/** What the inbox may be refused. */
export const messagingRefusals = defineTexts({
  'zh-CN': {
    'messaging.sms_not_offered': '这类消息只在站内提醒，不发短信。',
  },
  en: {
    'messaging.sms_not_offered': 'Notices of this kind stay in the inbox and are not sent to the phone.',
  },
})
