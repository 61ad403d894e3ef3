import { defineTexts } from '@anju/ui'

/** What metering may refuse: what is wrong, and what to do. */
export const meteringRefusals = defineTexts({
  'zh-CN': {
    'metering.code_taken': '表号 {code} 已被本小区的另一块表使用（已拆除的也算），请换一个表号。',
    'metering.place_missing': '户表要选房产；公摊表和总表没有房产时要写明位置。',
    'metering.reading_too_long': '读数 {reading} 超出字轮：整数最多 {digits} 位，小数最多 {decimals} 位。',
    'metering.parent_wrong':
      '不能挂到这块上级表：上级表要是同一种介质的总表或公摊表、没有拆除，而且不能是它自己或它的下级。',
    'metering.dates_wrong': '日期有误：不能晚于今天，拆除日期不能早于安装日期。',
    'metering.meter_retired': '这块表已经拆除，不能再修改；误拆的请先恢复在用。',
    'metering.meter_not_retired': '这块表没有拆除，不用恢复。',
    'metering.meter_replaced': '这块表已由新表接替，不能恢复在用。',
    'metering.reading_in_future': '抄表日期 {readOn} 晚于今天，请改正日期。',
    'metering.already_read': '表 {code} 在这一批次里已有读数，请直接修改那条读数。',
    'metering.reading_decided': '这条读数已经审核过，不能再改；已生效的请用“更正”。',
    'metering.reading_not_approved': '只有已生效的读数才需要更正；待审核的可以直接修改。',
    'metering.correction_waiting': '这条读数已有一条更正在等待审核。',
    'metering.round_closed': '这一抄表批次已经结束，不能再录入；需要时请先重新打开。',
    'metering.round_taken': '这个小区本月已有同类表的抄表批次，请直接打开它。',
    'metering.round_waiting': '还有 {count} 条读数待审核，请先审核再结束批次。',
    'metering.no_meters': '这个小区没有这一类在用的表，请先登记表具。',
    'metering.route_name_taken': '本小区已有叫“{name}”的线路，请换一个名称。',
    'metering.route_meters_wrong': '线路里有不同类型或已拆除的表，请去掉后再保存。',
    'metering.meters_below': '还有 {count} 块表挂在它下面，请先把它们改挂到别的表。',
  },
  en: {
    'metering.code_taken': 'The code {code} is that of another meter here, perhaps of one taken away. Choose another.',
    'metering.place_missing': 'A household meter needs its home; others a home or a place in words.',
    'metering.reading_too_long':
      'The register cannot show {reading}: at most {digits} whole digits and {decimals} decimals.',
    'metering.parent_wrong':
      'It cannot hang on this meter: one above carries the same medium, is a master or shared meter in use, and neither itself nor one below it.',
    'metering.dates_wrong': 'The dates are wrong: not after today, and not taken away before it was installed.',
    'metering.meter_retired': 'This meter is taken away and cannot be changed; put it back into use first.',
    'metering.meter_not_retired': 'This meter is not taken away.',
    'metering.meter_replaced': 'Another meter stands in its place; it cannot be put back.',
    'metering.reading_in_future': 'The day {readOn} lies after today. Correct the day.',
    'metering.already_read': 'Meter {code} has a reading in this round. Change that one.',
    'metering.reading_decided': 'This reading was decided already; one that counts is changed by a correction.',
    'metering.reading_not_approved': 'Only a reading that counts is corrected; one that waits is simply changed.',
    'metering.correction_waiting': 'A correction of this reading waits for approval already.',
    'metering.round_closed': 'This round is closed. Open it again before entering readings.',
    'metering.round_taken': 'The community has a round of this kind for the month. Open that one.',
    'metering.round_waiting':
      '{count} {count|reading waits|readings wait} for approval. Decide on them, then close the round.',
    'metering.no_meters': 'There are no meters of this kind in use. Register them first.',
    'metering.route_name_taken': 'There is a route named “{name}”. Choose another name.',
    'metering.route_meters_wrong': 'Some meters are of another kind or taken away. Remove them first.',
    'metering.meters_below': '{count} {count|meter hangs|meters hang} below it. Move them first.',
  },
})
