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
    'metering.meters_below': '{count} meters hang below it. Move them first.',
  },
})
