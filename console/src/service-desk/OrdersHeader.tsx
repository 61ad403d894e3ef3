import { useNavigate } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { ClockAlert, Plus, Rows3, SquareKanban } from 'lucide-react'
import { useCan } from '../session.tsx'
import { PageHeader } from '../shell/PageHeader.tsx'
import { ReasonedButton } from './ReasonedButton.tsx'
import { useServiceDeskTexts } from './texts.ts'

interface OrdersHeaderProps {
  view: 'board' | 'list'
  /** How many orders are to be moved on; undefined while nobody knows. */
  open?: number
  late?: number
  lateOnly?: boolean
  onLateOnly?: (only: boolean) => void
  onReport: () => void
}

/** Title, how much there is to do, board or list, and 新建报修. */
export function OrdersHeader({ view, open, late = 0, lateOnly = false, onLateOnly, onReport }: OrdersHeaderProps) {
  const t = useServiceDeskTexts()
  const facts =
    open === undefined ? null : (
      <span className="sd-facts">
        {t('facts.open', { count: open })}
        {late > 0 || lateOnly ? (
          <button
            type="button"
            aria-pressed={lateOnly}
            title={lateOnly ? t('facts.lateAll') : t('facts.lateOnly')}
            onClick={() => onLateOnly?.(!lateOnly)}
          >
            <ClockAlert size={13} aria-hidden />
            {t('facts.late', { count: late })}
          </button>
        ) : null}
      </span>
    )
  return (
    <PageHeader
      title={t('title')}
      facts={facts}
      actions={
        <>
          <ViewSwitch view={view} />
          <ReportButton onReport={onReport} />
        </>
      }
    />
  )
}

/** 新建报修, or why not. */
export function ReportButton({ onReport }: { onReport: () => void }) {
  const t = useServiceDeskTexts()
  const mayReport = useCan('service-desk.orders.report')
  return (
    <ReasonedButton
      type="primary"
      icon={<Plus size={14} aria-hidden />}
      reason={mayReport ? undefined : t('why.noReport')}
      onClick={onReport}
    >
      {t('report.button')}
    </ReasonedButton>
  )
}

function ViewSwitch({ view }: { view: 'board' | 'list' }) {
  const t = useServiceDeskTexts()
  const navigate = useNavigate()
  const options = [
    { value: 'board' as const, label: t('view.board'), icon: <SquareKanban size={14} aria-hidden /> },
    { value: 'list' as const, label: t('view.list'), icon: <Rows3 size={14} aria-hidden /> },
  ]
  // What only the other view knows would be a filter that nobody sees.
  const own = { state: undefined, sort: undefined, cursor: undefined, show: undefined, open: undefined }
  return (
    <Segmented
      value={view}
      options={options}
      aria-label={t('view.label')}
      onChange={next =>
        void navigate({
          to: '.',
          search: previous => ({ ...previous, ...own, view: next === 'list' ? 'list' : undefined }),
        })
      }
    />
  )
}
