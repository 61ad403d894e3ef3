import { defineTexts } from '@anju/ui'
import { en } from './texts.en.ts'
import { zhCN } from './texts.zh-CN.ts'

/** The words of the cashier's drawer and of day closes. */
export const useTillTexts = defineTexts({ 'zh-CN': zhCN, en })
