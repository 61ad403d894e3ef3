import { defineTexts } from '@anju/ui'

export const useSpeechTexts = defineTexts({
  'zh-CN': { read: '读给我听', stop: '停止朗读' },
  en: { read: 'Read to me', stop: 'Stop reading' },
})
