import { ApiError } from '@anju/contract'

interface RuleProblem {
  field: string
  code: string
}

/** The server's words for what is wrong with a rule, as the words that the console's forms have texts for. */
const CODES: Record<string, string> = {
  required: 'invalid_type',
  'out-of-range': 'invalid_value',
  'not-a-date': 'invalid_format',
  'ends-before-start': 'too_small',
  'not-a-decimal': 'invalid_format',
  'too-many-digits': 'too_big',
  negative: 'too_small',
  'not-positive': 'too_small',
  'must-be-zero': 'too_big',
  'duplicate-date': 'invalid_value',
  'no-price-at-start': 'too_big',
  'not-ascending': 'too_small',
  'must-be-empty': 'too_big',
}

/** Fields of the server that the form calls by another name. */
const NAMES: Record<string, string> = {
  versions: 'effectiveFrom',
  'rent.escalation.percent': 'escalationPercent',
  'rent.escalation.everyMonths': 'escalationMonths',
  tierTerms: 'tierSpan',
  'tierTerms.persons.above': 'personsAbove',
  'tierTerms.persons.each': 'personsEach',
}

/** `versions.0.unitPrice` is the form's `unitPrice`; what is wrong with the versions as a whole is wrong with their date. */
function fieldOf(field: string): string {
  return NAMES[field] ?? field.replace(/^versions\.\d+\./, '')
}

/** A refusal billing.rule_wrong with its problems put on the fields of the form; any other failure as it is. */
export function withFields(error: unknown): unknown {
  if (!(error instanceof ApiError) || error.code !== 'billing.rule_wrong') return error
  const problems = Array.isArray(error.params.problems) ? (error.params.problems as RuleProblem[]) : []
  return new ApiError(
    error.status,
    {
      code: error.code,
      params: error.params,
      errors: problems.map(({ field, code }) => ({
        path: fieldOf(field),
        code: CODES[code] ?? 'wrong',
        message: code,
      })),
    },
    error.requestId,
  )
}
