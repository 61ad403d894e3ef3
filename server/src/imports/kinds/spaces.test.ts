import { describe, expect, it } from 'vitest'
import { BASE, planOf, spaceSheet, told } from '../workbook/testing/sample-sheets.ts'

describe('spaces', () => {
  it('reads the car, and takes area 1 for unknown', async () => {
    const plan = await planOf([
      BASE.owners,
      spaceSheet([
        ['1', 'C1', '地下停车位', '1', '1', '粤B·D12345', '比亚迪', '9901', '白', 'H', '2020-06-10', '2037-1-1'],
        ['1', 'C1', null, null, null, null, null, null, null, null, null, null],
        ['1', 'C2', '空中', '12.5㎡', '9', '粤BO1234', null, null, null, 'X', '22.1-6', null],
      ]),
    ])
    expect(plan.spaces).toMatchObject([
      {
        ...{ kind: 'underground', areaM2: null, ownerRef: '1', plate: '粤BD12345', carBrand: '比亚迪', carKind: 'car' },
        ...{ carColour: '白', tenure: 'let', startsOn: '2020-06-10', endsOn: '2037-01-01' },
      },
    ])
    expect(told(plan)).toEqual([
      'warning D2 space_area_unknown',
      'error B3 ref_taken',
      'error C4 choice_invalid',
      'error E4 owner_missing',
      'error F4 plate_mixed_up',
      'error J4 choice_invalid',
      'error K4 date_invalid',
    ])
  })
})
