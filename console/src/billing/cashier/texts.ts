import { defineTexts } from '@anju/ui'
import { en } from './texts.en.ts'
import { zhCN } from './texts.zh-CN.ts'

/** The words of the cashier's desk. */
export const useCashierTexts = defineTexts({ 'zh-CN': zhCN, en })
