import { defineTexts } from '@anju/ui'
import { en } from './page-texts.en.ts'
import { zhCN } from './page-texts.zh-CN.ts'

/** The words of the pages of communities, buildings and premises. */
export const usePlacePageTexts = defineTexts({ 'zh-CN': zhCN, en })
