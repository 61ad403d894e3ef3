import { defineTexts } from '@anju/ui'
import { en } from './texts.en.ts'
import { zhCN } from './texts.zh-CN.ts'

/** The words of vehicles, permits and applications. */
export const useVehicleTexts = defineTexts({ 'zh-CN': zhCN, en })
