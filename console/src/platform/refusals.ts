import { defineTexts } from '@anju/ui'

/** What the platform may refuse besides what the console's own dictionary says. */
export const platformRefusals = defineTexts({
  'zh-CN': {
    'platform.already_there': '这一项已经存在，没有重复添加。请刷新页面。',
  },
  en: {
    'platform.already_there': 'This is there already and was not added again. Refresh the page.',
  },
})
