/** What to say when a module refuses; the platform's own refusals are in the kit. */
const zhCN = {
  'identity.code_too_soon': '验证码刚刚发送过，请稍后再获取。',
  'identity.wrong_code': '验证码不正确，请核对后重新输入。',
  'identity.code_expired': '验证码已过期，请重新获取。',
  'identity.no_household': '这个手机号还没有登记到房屋，请联系物业前台。',
  'messaging.demo_only': '只有演示环境才在这里显示短信。',
  'messaging.sms_not_offered': '这类消息只在站内提醒，不发短信。',
  'service-desk.wrong_state': '这张工单的状态已经变化，请刷新后再看。',
  'service-desk.id_taken': '这张工单已经提交过，请到报修列表查看。',
  'service-desk.too_many_rounds': '返工次数已达上限，请联系物业前台。',
}

const en: Record<keyof typeof zhCN, string> = {
  'identity.code_too_soon': 'A code was just sent. Please wait before asking for another.',
  'identity.wrong_code': 'The code is not right. Please check and enter it again.',
  'identity.code_expired': 'The code has expired. Ask for a new one.',
  'identity.no_household': 'This phone number is not registered to a home. Ask the front desk.',
  'messaging.demo_only': 'Messages are shown here in a demo only.',
  'messaging.sms_not_offered': 'Messages of this kind stay in the inbox.',
  'service-desk.wrong_state': 'This order has changed meanwhile. Refresh and look again.',
  'service-desk.id_taken': 'This was already reported. See the list of repairs.',
  'service-desk.too_many_rounds': 'It was sent back too often. Please ask the front desk.',
}

export const refusals = { 'zh-CN': zhCN, en }
