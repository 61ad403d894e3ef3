import { defineTexts } from '@anju/ui'
import { en } from './en.ts'
import { zhCN } from './zh-CN.ts'

/** The console's own words: `const t = useConsoleTexts()`, then `t('list.next')`, `t('list.total', { count: 18 })`. */
export const useConsoleTexts = defineTexts({ 'zh-CN': zhCN, en })
