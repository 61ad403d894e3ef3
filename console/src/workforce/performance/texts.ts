import { defineTexts } from '@anju/ui'
import { en } from './texts.en.ts'
import { zhCN } from './texts.zh-CN.ts'

/** The words of performance: schemes, periods, scorecards, appeals. */
export const usePerformanceTexts = defineTexts({ 'zh-CN': zhCN, en })
