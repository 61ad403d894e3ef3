import { IconButton } from '@anju/ui'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { addMonths } from './queries.ts'
import { useWorkforceTexts } from './texts.ts'

/** Goes from month to month. */
export function MonthBar({ month, go }: { month: string; go: (month: string) => void }) {
  const t = useWorkforceTexts()
  return (
    <div className="fi-month">
      <IconButton
        label={t('previous')}
        icon={<ChevronLeft aria-hidden="true" />}
        onClick={() => go(addMonths(month, -1))}
      />
      <strong>{month}</strong>
      <IconButton
        label={t('next')}
        icon={<ChevronRight aria-hidden="true" />}
        onClick={() => go(addMonths(month, 1))}
      />
    </div>
  )
}
