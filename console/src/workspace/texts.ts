import { defineTexts } from '@anju/ui'

export const useWorkspaceTexts = defineTexts({
  'zh-CN': {
    title: '工作台',
    greeting: '{name}，您好',
    open: '从这里开始',
    nothing: '还没有开通任何功能',
    nothingText: '请公司管理员在“设置 · 员工与角色”里为您的角色开通权限。',
  },
  en: {
    title: 'Workspace',
    greeting: 'Hello, {name}',
    open: 'Start here',
    nothing: 'Nothing is open to you yet',
    nothingText: 'Ask your company administrator to grant permissions to your role under Settings · Staff and roles.',
  },
})
