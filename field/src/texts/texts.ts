import { defineTexts } from '@anju/ui'
import { en } from './en.ts'
import { zhCN } from './zh-CN.ts'

/** `const t = useTexts()`, then `t('tabs.me')`: the words of the shell in the present language. */
export const useTexts = defineTexts({ 'zh-CN': zhCN, en })
