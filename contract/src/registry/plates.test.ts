import { describe, expect, test } from 'vitest'
import { PLATE_COLOURS, plateText, readPlate } from './plates.ts'

describe('a plate', () => {
  test.each([
    // ordinary: province, authority, five characters
    ['京A12345', '京A12345', 'ordinary'],
    ['沪B8888Z', '沪B8888Z', 'ordinary'],
    ['粤BA1B23', '粤BA1B23', 'ordinary'],
    ['苏EAB12C', '苏EAB12C', 'ordinary'],
    ['新A00001', '新A00001', 'ordinary'],
    ['藏AZ9999', '藏AZ9999', 'ordinary'],
    // written in other ways
    ['京a12345', '京A12345', 'ordinary'],
    ['京Ａ１２３４５', '京A12345', 'ordinary'],
    [' 京A·12345 ', '京A12345', 'ordinary'],
    ['京 A 12345', '京A12345', 'ordinary'],
    ['京A-12345', '京A12345', 'ordinary'],
    ['京A•12345', '京A12345', 'ordinary'],
    ['京A\u200b12345', '京A12345', 'ordinary'],
    ['京A．12345', '京A12345', 'ordinary'],
    ['（京A12345）', '京A12345', 'ordinary'],
    // new energy, small: a letter D or F (or one of their sisters) first
    ['京AD12345', '京AD12345', 'new-energy-small'],
    ['沪AF12345', '沪AF12345', 'new-energy-small'],
    ['粤BDF1234', '粤BDF1234', 'new-energy-small'],
    ['浙AA12345', '浙AA12345', 'new-energy-small'],
    ['浙AK12345', '浙AK12345', 'new-energy-small'],
    ['京A·D12345', '京AD12345', 'new-energy-small'],
    // new energy, large: the letter last
    ['京A12345D', '京A12345D', 'new-energy-large'],
    ['沪A12345F', '沪A12345F', 'new-energy-large'],
    // others
    ['粤Z1234港', '粤Z1234港', 'hongkong-macau'],
    ['粤ZA123澳', '粤ZA123澳', 'hongkong-macau'],
    ['使014578', '使014578', 'embassy'],
    ['224578使', '224578使', 'embassy'],
    ['沪A0023领', '沪A0023领', 'consulate'],
    ['京A1234学', '京A1234学', 'coach'],
    ['京A1234警', '京A1234警', 'police'],
    ['冀B1234挂', '冀B1234挂', 'trailer'],
    ['川A1234临', '川A1234临', 'temporary'],
    ['川A12345临', '川A12345临', 'temporary'],
  ])('%s is %s, %s', (text, plate, kind) => {
    expect(readPlate(text)).toEqual({
      ok: true,
      plate,
      kind,
      colours: PLATE_COLOURS[kind as keyof typeof PLATE_COLOURS],
    })
  })

  test.each([
    ['', 'empty', null],
    [' · ', 'empty', null],
    // O for 0 and I for 1: told, with what was probably meant
    ['京AO2345', 'mix-up', '京A02345'],
    ['京A1234I', 'mix-up', '京A12341'],
    ['京AOI345', 'mix-up', '京A01345'],
    ['京ADO2345', 'mix-up', '京AD02345'],
    ['京A1234OD', 'mix-up', '京A12340D'],
    ['粤ZI234港', 'mix-up', '粤Z1234港'],
    ['京A12O4警', 'mix-up', '京A1204警'],
    ['京AＯ2345', 'mix-up', '京A02345'],
    // no province, or none there is
    ['A12345', 'province', null],
    ['12345', 'province', null],
    ['港A12345', 'province', null],
    ['東A12345', 'province', null],
    // no authority
    ['京112345', 'authority', null],
    ['京O12345', 'authority', null],
    ['京I12345', 'authority', null],
    // too short, too long
    ['京A1234', 'length', null],
    ['京A123456789', 'length', null],
    // eight characters, but not of new energy
    ['京A123456', 'new-energy', null],
    ['京AL12345', 'new-energy', null],
    ['京AD1234L', 'new-energy', null],
    ['京A12345Z', 'new-energy', null],
    // what does not belong into a plate
    ['京A12*45', 'characters', null],
    ['京A12中45', 'characters', null],
    // special plates of a wrong form
    ['京A12345学', 'special', null],
    ['粤B1234港', 'special', null],
    ['使12345', 'special', null],
    ['京A123挂', 'special', null],
  ])('"%s" is none: %s, suggesting %s', (text, problem, suggestion) => {
    expect(readPlate(text)).toEqual({ ok: false, problem, suggestion })
  })

  test('a suggestion is a plate itself', () => {
    const read = readPlate('京AOI345')
    expect(!read.ok && read.suggestion && readPlate(read.suggestion).ok).toBe(true)
  })

  test('reads with a dot as it stands on the car', () => {
    expect(['京A12345', '粤Z1234港', '使014578'].map(plateText)).toEqual(['京A·12345', '粤Z·1234港', '使014578'])
  })
})
