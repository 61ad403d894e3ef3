import { DateText, useBrowserNow } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { MessageSquareQuote } from 'lucide-react'
import type { ReactNode } from 'react'
import { useModules } from '../module.ts'
import { useCan } from '../session.tsx'
import { CopyId } from '../shell/show/CopyId.tsx'
import { Fact } from '../shell/show/Facts.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { useDelayed } from '../shell/states/useDelayed.ts'
import { OrderLog } from './OrderLog.tsx'
import { CategoryMark, DueMark, RoundTag } from './OrderMarks.tsx'
import { OrderPhotos } from './OrderPhotos.tsx'
import type { OrderDetail, OrderRow } from './order.ts'
import { orderQuery } from './queries.ts'
import { useServiceDeskTexts } from './texts.ts'

interface OrderPanelProps {
  id: string
  /** What the list knows of it, until the details are here. */
  row: OrderRow | undefined
}

/** One order: facts, words, photos, and everything that was done, the newest first. */
export function OrderPanel({ id, row }: OrderPanelProps) {
  const t = useServiceDeskTexts()
  const { data, error, refetch, dataUpdatedAt } = useQuery(orderQuery(id))
  const order = data ?? row
  const slow = useDelayed(data === undefined && !error)
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!order) return slow ? <PanelBones /> : null
  return (
    <div className="sd-panel">
      <OrderFacts order={order} askedMs={dataUpdatedAt} />
      <Part title={t('order.description')}>
        <p className="sd-panel__text">{order.description}</p>
        {data && data.photos.length > 0 ? <OrderPhotos photos={data.photos} what={t('order.description')} /> : null}
      </Part>
      {data?.comment ? (
        <Part title={t('order.comment')}>
          <p className="sd-panel__quote">
            <MessageSquareQuote size={16} aria-hidden />
            {data.comment}
          </p>
        </Part>
      ) : null}
      <Part title={t('order.log')}>{data ? <OrderLog log={data.log} /> : slow ? <LogBones /> : null}</Part>
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="sd-panel__part">
      <h3>{title}</h3>
      {children}
    </section>
  )
}

function OrderFacts({ order, askedMs }: { order: OrderRow | OrderDetail; askedMs: number }) {
  const t = useServiceDeskTexts()
  const nowMs = useBrowserNow()
  return (
    <>
      <p className="sd-panel__marks">
        <CopyId id={order.number} what={t('order.number')} />
        <DueMark order={order} nowMs={nowMs} askedMs={askedMs || nowMs} />
        <RoundTag order={order} />
      </p>
      <dl className="c-facts">
        <Fact name={t('order.category')}>
          <CategoryMark category={order.category} />
        </Fact>
        <Fact name={t('order.reporter')}>
          {order.reporterName}
          <HouseholdLink order={order} />
        </Fact>
        <Fact name={t('order.assignee')}>
          {order.assigneeName ?? <span className="c-none">{t('unassigned')}</span>}
        </Fact>
        <Fact name={t('order.reportedAt')}>
          <DateText at={order.reportedAt} />
        </Fact>
        <Fact name={t('order.respondBy')}>
          <DateText at={order.respondBy} />
        </Fact>
        <Fact name={t('order.finishBy')}>
          <DateText at={order.finishBy} />
        </Fact>
      </dl>
    </>
  )
}

/** The way to the household, when the registry has a page for it and this person may open it. */
function HouseholdLink({ order }: { order: OrderRow }) {
  const t = useServiceDeskTexts()
  const may = useCan('registry.premises.read')
  const page = useModules().find(module => module.hitPages?.premises)?.hitPages?.premises
  if (!may || !page || !order.premisesId) return null
  const { to, search } = page(order.premisesId)
  return (
    <Link to={to} search={search ?? {}} className="sd-panel__household">
      {t('order.premises')}
    </Link>
  )
}

function PanelBones() {
  const t = useServiceDeskTexts()
  return (
    <div className="sd-panel" role="status" aria-label={t('order.loading')}>
      <div className="c-bone" style={{ width: 240, height: 16 }} />
      <div className="c-bone" style={{ height: 96 }} />
      <div className="c-bone" style={{ height: 64 }} />
      <LogBones />
    </div>
  )
}

function LogBones() {
  return (
    <div className="sd-panel__bones" aria-hidden>
      <div className="c-bone" style={{ width: '60%', height: 14 }} />
      <div className="c-bone" style={{ width: '45%', height: 14 }} />
      <div className="c-bone" style={{ width: '55%', height: 14 }} />
    </div>
  )
}
