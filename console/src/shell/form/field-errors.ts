import { ApiError } from '@anju/contract'

export type FieldPath = (string | number)[]

export interface FieldError {
  path: FieldPath
  /** zod's word for what is wrong: too_small, invalid_format … */
  code: string
}

/** `versions.0.unitPrice` → ['versions', 0, 'unitPrice'], the way antd names fields. */
export function fieldPath(path: string): FieldPath {
  return path
    .split('.')
    .filter(part => part !== '')
    .map(part => (/^\d+$/.test(part) ? Number(part) : part))
}

/** The places that the server found wrong, or none when the refusal is about the whole. */
export function fieldErrors(error: unknown): FieldError[] {
  return error instanceof ApiError ? error.errors.map(({ path, code }) => ({ path: fieldPath(path), code })) : []
}

/**
 * Splits the errors into those whose field is on the form and those that have none there. An error inside a field's value
 * (`roleIds.2` of a select named `roleIds`) belongs to that field.
 */
export function matchFields(errors: FieldError[], fields: readonly FieldPath[]) {
  const onForm: { field: FieldPath; code: string }[] = []
  const elsewhere: FieldError[] = []
  for (const error of errors) {
    const field = fields.find(name => name.length > 0 && name.every((part, index) => part === error.path[index]))
    if (field) onForm.push({ field, code: error.code })
    else elsewhere.push(error)
  }
  return { onForm, elsewhere }
}
