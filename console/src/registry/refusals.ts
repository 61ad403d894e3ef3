import { defineTexts } from '@anju/ui'

export const registryRefusals = defineTexts({
  'zh-CN': {
    'registry.community_code_taken': '这个编号已经有小区在用，请换一个。',
    'registry.tag_name_taken': '已有同名标签，请换一个名称。',
    'registry.already_there': '{name} 在这段时间已经以同一身份登记在这里。',
    'registry.already_left': '{name} 在这一天之前已经迁出。',
    'registry.leaves_before_moving_in': '{name} 是 {fromOn} 入住的，迁出不能早于这一天。',
    'registry.shares_exceed': '{on} 的共有份额合计 {total}，超过了 1，请修改份额。',
    'registry.not_alike': '个人和单位不能合并。',
    'registry.merge_undone': '这次合并已经撤销过了。',
    'registry.changed_since_merge': '合并后资料、电话、标签或房产记录又有改动，不能再原样撤销。',
    'registry.field_label_taken': '已有同名字段，请换一个名称。',
    'registry.no_owner': '{on} 这里没有业主，无法过户；请直接办理业主入住。',
    'registry.transfer_too_early': '{name} 是 {fromOn} 起的业主，过户日期要晚于这一天。',
  },
  en: {
    'registry.community_code_taken': 'Another community has this code already. Choose another one.',
    'registry.tag_name_taken': 'Another tag has this name. Choose another one.',
    'registry.already_there': '{name} is already recorded here in the same role in these days.',
    'registry.already_left': '{name} had left before that day.',
    'registry.leaves_before_moving_in': '{name} moved in on {fromOn}; the last day cannot be before that.',
    'registry.shares_exceed': 'On {on} the shares make {total}, more than 1. Correct the shares.',
    'registry.not_alike': 'A person and an organisation cannot be merged.',
    'registry.merge_undone': 'This merge was undone already.',
    'registry.changed_since_merge': 'The person was changed since the merge, so it cannot be undone exactly any more.',
    'registry.field_label_taken': 'Another field has this name. Choose another one.',
    'registry.no_owner': 'Nobody owns this on {on}. Move the owner in instead of transferring.',
    'registry.transfer_too_early': '{name} owns this since {fromOn}; the transfer must be after that day.',
  },
})
