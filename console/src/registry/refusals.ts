import { defineTexts } from '@anju/ui'

export const registryRefusals = defineTexts({
  'zh-CN': {
    'registry.community_code_taken': '这个编号已经有小区在用，请换一个。',
    'registry.tag_name_taken': '已有同名标签，请换一个名称。',
  },
  en: {
    'registry.community_code_taken': 'Another community has this code already. Choose another one.',
    'registry.tag_name_taken': 'Another tag has this name. Choose another one.',
  },
})
