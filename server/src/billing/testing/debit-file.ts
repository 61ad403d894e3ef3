/** A column of a bank's file, to be named. */
const column = { title: '', text: '', width: null, align: 'left', pad: ' ' } as const
/** The layout of a bank that wants text between bars, in GBK. */
export const PIPE = {
  request: {
    ...({
      kind: 'delimited',
      encoding: 'gbk',
      delimiter: '|',
      amountUnit: 'fen',
      heading: false,
      summary: 'last',
    } as const),
    columns: (['reference', 'holderName', 'accountNumber', 'amount', 'premisesLabel'] as const).map(field => ({
      ...column,
      field,
    })),
    summaryColumns: (['batchNumber', 'count', 'total'] as const).map(field => ({ ...column, field })),
  },
  result: {
    ...({
      kind: 'delimited',
      encoding: 'gbk',
      delimiter: '|',
      amountUnit: 'fen',
      headingLines: 0,
      summary: 'last',
    } as const),
    columns: (['reference', 'skip', 'amount', 'code', 'reason'] as const).map(field => ({ field, width: null })),
    successCodes: ['0000'],
  },
}
