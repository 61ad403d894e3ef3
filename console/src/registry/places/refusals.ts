import { defineTexts } from '@anju/ui'

/** What may be refused about communities, buildings and premises, in words. */
export const placeRefusals = defineTexts({
  'zh-CN': {
    'registry.building_code_taken': '这个小区里已经有这个编号的楼栋，请换一个。',
    'registry.unit_code_taken': '这栋楼里已经有这个编号的单元，请换一个。',
    'registry.premises_code_taken': '这个位置已经有这个房号，请换一个。',
    'registry.position_half': '经度和纬度要一起填写，或者都不填。',
    'registry.place_wrong': '位置不对：单元要在所选楼栋里；没有楼栋时请填写车位区域。',
    'registry.floors_wrong': '跨层的最高层要高于所在楼层。',
    'registry.still_used': '还有房产、住户、账单、工单或其他记录关联着它，不能删除。',
    'registry.premises_ended': '这处房产已于 {endedOn} 合并或拆分，不能再修改。',
    'registry.state_not_next': '当前状态不能直接变成所选状态。如果之前登记错了，请勾选“更正之前的登记”。',
    'registry.state_day_wrong': '日期不能早于上一次变更（{since}），也不能晚于今天。',
    'registry.area_parts_wrong': '套内面积加公摊面积不能超过建筑面积。',
    'registry.alias_wrong': '别名里至少要有一个字或数字。',
    'registry.pattern_wrong': '这一项写法不对。例如：楼栋 1-3，单元 1-2，楼层 2-18，房间 01-04；编号里要有 {room}。',
    'registry.pattern_too_large': '一次最多生成 {most} 间，这里有 {count} 间，请分几次。',
    'registry.merge_wrong': '只能合并同一小区、同一楼栋里的房产。',
    'registry.newer_facts': '生效日期要晚于 {since}（最近一次面积、状态或住户变动），并且不能晚于今天。',
    'registry.areas_differ':
      '面积不一致：原来合计 {before} m²，现在合计 {after} m²。确认无误请勾选“面积不一致是对的”。',
    'registry.succession_undone': '这次合并或拆分已经撤销过了。',
    'registry.later_succession':
      '{label} 后来又合并或拆分过（{fromOn} 起）。请先在 {label} 的“合并拆分”里撤销那一次，再撤销这一次。',
    'registry.document_dates_wrong': '有效期不能早于资料日期。',
    'registry.document_removed': '这份资料已经移除。',
  },
  en: {
    'registry.building_code_taken': 'Another building of this community has this code. Choose another one.',
    'registry.unit_code_taken': 'Another unit of this building has this code. Choose another one.',
    'registry.premises_code_taken': 'There are premises with this code in this place already. Choose another one.',
    'registry.position_half': 'Give both longitude and latitude, or neither.',
    'registry.place_wrong':
      'This is no place: the unit must be in the building; without a building, name the parking area.',
    'registry.floors_wrong': 'The top floor must be above the floor.',
    'registry.still_used': 'Premises, people, bills, orders or other records hang on it. It cannot be removed.',
    'registry.premises_ended': 'These premises were merged or split on {endedOn} and cannot be changed any more.',
    'registry.state_not_next':
      'This state cannot follow the present one. If it was written down wrong before, tick “Correct what was recorded”.',
    'registry.state_day_wrong': 'The day must not be before the last change ({since}) nor after today.',
    'registry.area_parts_wrong': 'Inner and shared area cannot be more than the whole.',
    'registry.alias_wrong': 'A name needs at least one letter or digit.',
    'registry.pattern_wrong':
      'This is not understood. For example buildings 1-3, units 1-2, floors 2-18, rooms 01-04; the code needs {room}.',
    'registry.pattern_too_large': 'At most {most} rooms at a time; this makes {count}. Do it in parts.',
    'registry.merge_wrong': 'Only premises of one building can be merged.',
    'registry.newer_facts':
      'The day must be after {since}, when the latest area, state or occupancy began, and not after today.',
    'registry.areas_differ':
      'The areas do not add up: {before} m² before, {after} m² after. If that is right, tick “The areas may differ”.',
    'registry.succession_undone': 'This merge or split was taken back already.',
    'registry.later_succession':
      '{label} was merged or split again (from {fromOn}). Take that back first (page of {label}, Merges), then this one.',
    'registry.document_dates_wrong': 'A paper cannot end before its own day.',
    'registry.document_removed': 'This paper was taken away already.',
  },
})
