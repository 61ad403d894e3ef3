import { ApiError } from '@anju/contract'

/** Whether the server says that a task is not mine, or not any more. */
export function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404
}
