import { formatFen } from '@anju/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { type LeaseRow, useLeaseNumbers } from './lease.ts'
import { useLeaseTexts } from './texts.ts'

const SHOWN = ['active', 'ending', 'upcoming', 'draft'] as const

/** How many leases hold, end soon, begin later or wait for a signature; a press shows those alone. */
export function LeaseNumbers({ communityId }: { communityId: string | undefined }) {
  const t = useLeaseTexts()
  const navigate = useNavigate()
  const chosen = useSearch({ strict: false }).status
  const { data, error, refetch } = useLeaseNumbers(communityId)
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  const count = (status: LeaseRow['status']) => data?.statuses.find(one => one.status === status)?.count ?? 0
  const choose = (status: string) =>
    void navigate({
      to: '.',
      search: search => ({ ...search, status: chosen === status ? undefined : status, cursor: undefined }),
    })
  return (
    <div className="ls-numbers">
      {SHOWN.map(status => (
        <button
          key={status}
          type="button"
          className="ls-number"
          aria-pressed={chosen === status}
          onClick={() => choose(status)}
        >
          <span>{t(`numbers.${status}`, { days: data?.reminderDays ?? 30 })}</span>
          <strong>{data ? count(status) : '…'}</strong>
        </button>
      ))}
      <div className="ls-number">
        <span>{t('numbers.yearRent')}</span>
        <strong>{data ? formatFen(data.yearRentFen) : '…'}</strong>
      </div>
      <div className="ls-number">
        <span>{t('numbers.deposit')}</span>
        <strong>{data ? formatFen(data.depositFen) : '…'}</strong>
      </div>
    </div>
  )
}
