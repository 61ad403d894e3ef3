import { defineTexts } from '@anju/ui'

/** The words of photos that go along with what is sent. */
export const usePhotoTexts = defineTexts({
  'zh-CN': {
    arriving: '照片还在上传，请稍候',
    failed: '有照片没有上传成功，请重试或移除',
  },
  en: {
    arriving: 'Photos are still on their way',
    failed: 'A photo did not arrive. Try again or remove it',
  },
})
