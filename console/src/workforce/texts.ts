import { defineTexts } from '@anju/ui'
import { en } from './texts.en.ts'
import { zhCN } from './texts.zh-CN.ts'

/** The words of organisation, employees and certificates. */
export const useWorkforceTexts = defineTexts({ 'zh-CN': zhCN, en })
