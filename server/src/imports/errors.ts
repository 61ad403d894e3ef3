import { refusals } from '../platform/errors.ts'

export const refuse = refusals('imports', {
  notAWorkbook: { status: 422 },
  alreadyCommitted: { status: 409 },
  notPlanned: { status: 409 },
  mappingWrong: { status: 422 },
  nothingToCancel: { status: 409 },
})
