import { defineTexts } from '@anju/ui'
import { en } from './texts.en.ts'
import { zhCN } from './texts.zh-CN.ts'

/** The words of charge rules. */
export const useRuleTexts = defineTexts({ 'zh-CN': zhCN, en })
