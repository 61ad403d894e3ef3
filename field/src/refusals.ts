/** What to say when a module refuses; the platform's own refusals are in the kit. */
const zhCN = {
  'identity.wrong_credentials': '账号或密码不正确，请重新输入。',
  'identity.one_time_password_expired': '一次性密码已过期，请管理员重新发一个。',
  'identity.wrong_totp': '口令或恢复码不对，或已经用过。',
  'identity.ticket_expired': '等待太久或输错太多次，请返回重新输入密码。',
  'identity.invitation_gone': '邀请已使用、已过期或已被代替，请管理员重新邀请。',
  'identity.password_weak': '密码不符合要求，请换一个。',
  'identity.password_wrong': '当前密码不对。连续输错会暂时锁定账号。',
  'identity.totp_there': '已经绑定了动态口令。',
  'identity.totp_not_started': '还没有开始绑定，请重新打开。',
  'identity.locked_out': '连续输错次数过多，账号已暂时锁定，请稍后再试。',
  'service-desk.wrong_state': '这张工单的状态已经变化，请刷新后再看。',
  'service-desk.id_taken': '这次提交已经收到，请刷新后查看。',
  'service-desk.too_many_rounds': '返工次数已达上限，请联系调度。',
  'service-desk.not_a_repairer': '您的账号不能接工单，请联系调度。',
}

const en: Record<keyof typeof zhCN, string> = {
  'identity.wrong_credentials': 'User name or password is not right.',
  'identity.one_time_password_expired': 'The one-time password is too old. Ask your administrator for another.',
  'identity.wrong_totp': 'The code is not right, or was used already.',
  'identity.ticket_expired': 'This took too long, or too many tries. Go back and enter the password again.',
  'identity.invitation_gone': 'The invitation was used, is too old or was replaced. Ask for another.',
  'identity.password_weak': 'The password does not meet the rules. Choose another.',
  'identity.password_wrong': 'The present password is not right. Repeated mistakes lock the account.',
  'identity.totp_there': 'The second factor is on already.',
  'identity.totp_not_started': 'Setting up has not begun. Open it again.',
  'identity.locked_out': 'Too many wrong attempts: the account is locked for a while.',
  'service-desk.wrong_state': 'This order has changed meanwhile. Refresh and look again.',
  'service-desk.id_taken': 'This was already received. Refresh to see it.',
  'service-desk.too_many_rounds': 'It was sent back too often. Please ask the dispatcher.',
  'service-desk.not_a_repairer': 'Your account cannot take orders. Please ask the dispatcher.',
}

export const refusals = { 'zh-CN': zhCN, en }
