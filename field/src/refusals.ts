/** What to say when a module refuses; the platform's own refusals are in the kit. */
const zhCN = {
  'identity.wrong_credentials': '账号或密码不正确，请重新输入。',
  'identity.locked_out': '连续输错次数过多，账号已暂时锁定，请稍后再试。',
  'service-desk.wrong_state': '这张工单的状态已经变化，请刷新后再看。',
  'service-desk.id_taken': '这次提交已经收到，请刷新后查看。',
  'service-desk.too_many_rounds': '返工次数已达上限，请联系调度。',
  'service-desk.not_a_repairer': '您的账号不能接工单，请联系调度。',
}

const en: Record<keyof typeof zhCN, string> = {
  'identity.wrong_credentials': 'User name or password is not right.',
  'identity.locked_out': 'Too many wrong attempts: the account is locked for a while.',
  'service-desk.wrong_state': 'This order has changed meanwhile. Refresh and look again.',
  'service-desk.id_taken': 'This was already received. Refresh to see it.',
  'service-desk.too_many_rounds': 'It was sent back too often. Please ask the dispatcher.',
  'service-desk.not_a_repairer': 'Your account cannot take orders. Please ask the dispatcher.',
}

export const refusals = { 'zh-CN': zhCN, en }
