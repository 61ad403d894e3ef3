import { defineTexts } from '@anju/ui'

export const useWorkspaceTexts = defineTexts({
  'zh-CN': {
    title: '工作台',
    greeting: '{name}，您好',
    nothing: '还没有为您开通业务功能',
    nothingText:
      '您可以查看消息、维护自己的账号。需要更多功能时，请公司管理员在“设置 · 员工与角色”里为您的角色开通权限。',
    security: '账号与安全',
    community: '您负责的小区',
    communities: '您负责的小区（{count} 个，点一个只看它）',
    size: '{buildings} 栋 · {premises} 套房产',
  },
  en: {
    title: 'Workspace',
    greeting: 'Hello, {name}',
    nothing: 'No work of the company is open to you yet',
    nothingText:
      'You can read your messages and look after your account. For more, ask your company administrator to grant permissions to your role under Settings · Staff and roles.',
    security: 'Account and security',
    community: 'Your community',
    communities: 'Your communities ({count}; choose one to see only it)',
    size: '{buildings} buildings · {premises} premises',
  },
})
