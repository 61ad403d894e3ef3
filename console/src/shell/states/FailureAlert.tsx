import { ApiError } from '@anju/contract'
import { Alert } from 'antd'
import { useRefusalText } from '../../refusal.ts'
import { RequestId } from './FailureNotice.tsx'
import './states.css'

interface FailureAlertProps {
  error: Error | null
  type?: 'error' | 'warning'
}

/** Why a deed was not done, above what was typed. Only what is not the person's to mend carries a request id. */
export function FailureAlert({ error, type = 'error' }: FailureAlertProps) {
  const explain = useRefusalText()
  if (!error) return null
  const refused = error instanceof ApiError && error.status >= 400 && error.status < 500
  return (
    <Alert
      className="c-failure"
      type={type}
      showIcon
      role="alert"
      title={
        <>
          {explain(error)}
          {refused ? null : <RequestId error={error} />}
        </>
      }
    />
  )
}
