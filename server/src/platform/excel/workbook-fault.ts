/** Why a file cannot be read as a workbook. The texts for people live with whoever shows them. */
export type WorkbookFaultCode =
  | 'excel.not_a_workbook'
  | 'excel.old_format'
  | 'excel.encrypted'
  | 'excel.damaged'
  | 'excel.too_large'
  | 'excel.expands_too_much'
  | 'excel.too_many_sheets'
  | 'excel.too_many_rows'
  | 'excel.too_many_columns'

export type WorkbookFault = Error & { code: WorkbookFaultCode; params: Record<string, string | number> }

/** An error that carries a code and its parameters, so that the caller can answer by name. */
export function workbookFault(code: WorkbookFaultCode, params: WorkbookFault['params'] = {}): WorkbookFault {
  return Object.assign(new Error(`${code} ${JSON.stringify(params)}`), { code, params })
}

export function isWorkbookFault(error: unknown): error is WorkbookFault {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('excel.')
}

/** What a reader accepts. Everything that grows with the file has a limit. */
export type WorkbookLimits = {
  /** The file as uploaded. */
  maxBytes: number
  /** All parts of the archive that are read, unpacked, together: against zip bombs. */
  maxUnpackedBytes: number
  maxSheets: number
  /** Rows with content, per sheet. */
  maxRows: number
  /** The rightmost column that may hold content, counted from 1. */
  maxColumns: number
}

/** 100,000 rows of a dozen columns unpack to about 65 MB. */
export const DEFAULT_WORKBOOK_LIMITS: WorkbookLimits = {
  maxBytes: 30 * 1024 * 1024,
  maxUnpackedBytes: 256 * 1024 * 1024,
  maxSheets: 50,
  maxRows: 200_000,
  maxColumns: 256,
}
