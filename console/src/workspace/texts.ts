import { defineTexts } from '@anju/ui'

export const useWorkspaceTexts = defineTexts({
  'zh-CN': {
    title: '工作台',
    greeting: '{name}，您好',
    nothing: '还没有开通任何功能',
    nothingText: '请公司管理员在“设置 · 员工与角色”里为您的角色开通权限。',
    community: '您负责的小区',
    communities: '您负责的小区（{count} 个，点一个只看它）',
    size: '{buildings} 栋 · {premises} 套房产',
  },
  en: {
    title: 'Workspace',
    greeting: 'Hello, {name}',
    nothing: 'Nothing is open to you yet',
    nothingText: 'Ask your company administrator to grant permissions to your role under Settings · Staff and roles.',
    community: 'Your community',
    communities: 'Your communities ({count}; choose one to see only it)',
    size: '{buildings} buildings · {premises} premises',
  },
})
