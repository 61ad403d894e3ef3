import { expect, test } from 'vitest'
import { matchHeadings, tidyHeading } from './headings.ts'

test('a heading is the same with a unit, a star, a bracket or in another width', () => {
  for (const text of [
    '建筑面积㎡',
    '建筑面积(平方米)',
    '建筑面积（m²）',
    '建筑面积 *',
    '* 建筑面积：',
    '【必填】建筑面积',
    '(必填)建筑面积平米',
    '建筑面积（㎡',
  ])
    expect(tidyHeading(text), text).toBe('建筑面积')
  expect([tidyHeading('房号*'), tidyHeading('ＮＯ．'), tidyHeading('平方米')]).toEqual(['房号', 'no.', '平方米'])
})

const field = (name: string, label: string, headings: string[], required = false) => ({
  ...{ field: name, label: { zh: label }, headings, required },
})

test('a label wins, then what must be there, then the surer name, each field once', () => {
  const fields = [
    field('label', '车位名称', ['车位']),
    field('code', '车位编码', ['编号', '车位'], true),
    field('area', '区域', ['停车场']),
  ]
  expect(matchHeadings(['车位', '区域', '编号'], fields)).toEqual(['label', 'area', 'code'])
  expect(matchHeadings(['车位', '停车场', '停车场'], fields)).toEqual(['code', 'area', null])
  expect(matchHeadings(['车位', '车位编码', '别的'], fields)).toEqual(['label', 'code', null])
})
