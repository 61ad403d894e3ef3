import { defineTexts } from '@anju/ui'

/** What the account pages may be refused; signing in has its words in the console's own dictionary. */
export const identityRefusals = defineTexts({
  'zh-CN': {
    'identity.user_name_taken': '这个登录名已经有人用，请换一个。',
    'identity.role_not_found': '选的角色已经不在了，请刷新后重新选择。',
    'identity.cannot_disable_self': '不能停用自己的账号，请让另一位管理员来做。',
    'identity.beyond_own_authority': '不能授予或处理超出您自己权限、小区范围的账号。',
    'identity.code_too_soon': '验证码发得太频繁，请过 {retryAfterSeconds} 秒再试。',
    'identity.wrong_code': '验证码不对。',
    'identity.code_expired': '验证码已过期，请重新获取。',
    'identity.no_household': '这个手机号没有登记在任何房产下。',
  },
  en: {
    'identity.user_name_taken': 'Somebody has this user name already. Choose another one.',
    'identity.role_not_found': 'A chosen role no longer exists. Refresh and choose again.',
    'identity.cannot_disable_self': 'You cannot disable your own account. Ask another administrator to do it.',
    'identity.beyond_own_authority': 'This reaches beyond your own permissions or communities.',
    'identity.code_too_soon': 'Codes are sent too often. Try again in {retryAfterSeconds} seconds.',
    'identity.wrong_code': 'The code is not right.',
    'identity.code_expired': 'The code has expired. Ask for a new one.',
    'identity.no_household': 'This phone belongs to no household.',
  },
})
