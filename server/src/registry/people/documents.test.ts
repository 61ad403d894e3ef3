import { registry as contract } from '@anju/contract'
import { describe, expect, test } from 'vitest'
import { tidyPhone } from './phone.ts'

const problem = (idType: Parameters<typeof contract.documentProblem>[0]['idType'], idNumber: string, more = {}) =>
  contract.documentProblem({ idType, idNumber: contract.tidyIdNumber(idNumber), birthday: null, sex: null, ...more })
    ?.code ?? null

describe('documents', () => {
  test.each([
    ['id-card', '11010519491231002X', null],
    ['id-card', '１１０１０５１９４９１２３１００２ｘ', null],
    ['id-card', '110105194912310021', 'id_checksum'],
    ['id-card', '130503670401001', null],
    ['id-card', '130503671301001', 'id_impossible'],
    ['id-card', '1101051949123100', 'id_shape'],
    // the example of GB 32100, and companies that everybody can look up
    ['credit-code', '91350100M000100Y43', null],
    ['credit-code', '91110000600037341L', null],
    ['credit-code', '91440300708461136T', null],
    ['credit-code', '91440300708461136A', 'id_checksum'],
    ['credit-code', '91440300I08461136T', 'id_shape'],
    ['passport', 'E12345678', null],
    ['passport', 'E1', 'id_shape'],
    ['hk-macau-permit', 'H12345678', null],
    ['hk-macau-permit', 'A12345678', 'id_shape'],
    ['taiwan-permit', '12345678', null],
    ['military', '军字第2001988号', null],
  ] as const)('%s %s → %s', (idType, idNumber, wanted) => expect(problem(idType, idNumber)).toBe(wanted))

  test('an identity card says birthday and sex', () => {
    expect(contract.readIdCard('11010519491231002X')).toEqual({ birthday: '1949-12-31', sex: 'female' })
    expect(contract.readIdCard('130503670401001')).toEqual({ birthday: '1967-04-01', sex: 'male' })
    expect(problem('id-card', '11010519491231002X', { birthday: '1949-12-30' })).toBe('id_birthday')
    expect(problem('id-card', '11010519491231002X', { sex: 'male' })).toBe('id_sex')
    expect(problem('id-card', '11010519491231002X', { sex: 'female', birthday: '1949-12-31' })).toBe(null)
  })
})

describe('phones', () => {
  test.each([
    ['138 1234 5678', '13812345678'],
    ['+86 138-1234-5678', '13812345678'],
    ['0755-8888 8888', '0755-88888888'],
    ['１３８１２３４５６７８', '13812345678'],
  ])('%s → %s', (text, wanted) => expect(tidyPhone(text)).toBe(wanted))
})
