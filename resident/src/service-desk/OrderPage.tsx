import {
  Card,
  DateText,
  Facts,
  formatDateTime,
  Loaded,
  Loading,
  Page,
  PhotoGrid,
  Skeleton,
  Stars,
  StatusTag,
  useBrowserNow,
} from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '../navigation.ts'
import { useBack } from '../shell/back.ts'
import { ReadAloud } from '../speech/ReadAloud.tsx'
import { CategoryIcon } from './CategoryIcon.tsx'
import { OrderAnswer } from './OrderAnswer.tsx'
import { OrderTimeline } from './OrderTimeline.tsx'
import { myOrderQuery, type OrderDetail, STATE_TONES } from './order.ts'
import { useOrderTexts } from './order-texts.ts'
import { serviceLevelOf } from './response-times.ts'
import { useServiceDeskTexts } from './texts.ts'

/** One repair: how far it is, who did what when, and my answer once it is done. */
export function OrderPage() {
  const t = useOrderTexts()
  const { orderId } = useParams('/orders/$orderId')
  const order = useQuery(myOrderQuery(orderId))
  const back = useBack('/orders')
  return (
    <Page
      title={t('title')}
      onBack={back}
      foot={order.data?.state === 'done' ? <OrderAnswer orderId={orderId} /> : undefined}
    >
      <Loaded query={order} skeleton={<OrderSkeleton />}>
        {data => (
          <>
            <OrderHead order={data} />
            <OrderRating order={data} />
            <Card title={t('progress')}>
              <OrderTimeline order={data} />
            </Card>
            <OrderReport order={data} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function useHeadWords(order: OrderDetail): string {
  const t = useOrderTexts()
  return t(`head.${order.state}`, { name: order.assigneeName ?? t('somebody') })
}

/** Where it stands in one sentence, and what was promised. A change of it is read out. */
function OrderHead({ order }: { order: OrderDetail }) {
  const t = useOrderTexts()
  const words = useServiceDeskTexts()
  const head = useHeadWords(order)
  const category = words(`category.${order.category}`)
  return (
    <Card>
      <div className="re-order-head">
        <div role="status">
          <StatusTag tone={STATE_TONES[order.state]}>{words(`state.${order.state}`)}</StatusTag>
          <p className="re-order-head__words">{head}</p>
          <LevelWords order={order} />
          {order.state === 'void' ? <VoidReason order={order} /> : null}
        </div>
        <ReadAloud text={t('spoken', { category, description: order.description, head })} />
      </div>
    </Card>
  )
}

function LevelWords({ order }: { order: OrderDetail }) {
  const t = useOrderTexts()
  const level = serviceLevelOf(order, useBrowserNow())
  if (!level) return null
  if (level.kind !== 'respond' && level.kind !== 'finish') {
    return <p className={level.kind === 'late' ? 're-level re-level--late' : 're-level'}>{t(`level.${level.kind}`)}</p>
  }
  return <p className="re-level">{t(`level.${level.kind}`, { at: formatDateTime(level.by) })}</p>
}

function VoidReason({ order }: { order: OrderDetail }) {
  const t = useOrderTexts()
  const reason = order.log.findLast(entry => entry.action === 'voided')?.note
  return reason ? <p className="re-level">{t('voidReason', { reason })}</p> : null
}

function OrderRating({ order }: { order: OrderDetail }) {
  const t = useOrderTexts()
  if (order.state !== 'closed') return null
  return (
    <Card title={t('rating')}>
      {order.score === null ? <p className="re-level">{t('noRating')}</p> : <Stars count={order.score} />}
      {order.comment ? <p className="re-comment">{order.comment}</p> : null}
    </Card>
  )
}

/** What was reported, as it was written. */
function OrderReport({ order }: { order: OrderDetail }) {
  const t = useOrderTexts()
  const words = useServiceDeskTexts()
  return (
    <Card>
      <div className="aj-stack">
        <div className="re-report">
          <CategoryIcon category={order.category} />
          <div>
            <h2 className="re-report__category">
              {words(`category.${order.category}`)}
              {order.urgency === 'urgent' ? <StatusTag tone="danger">{t('urgent')}</StatusTag> : null}
            </h2>
            <p className="re-report__words">{order.description}</p>
          </div>
        </div>
        {order.photos.length > 0 ? <PhotoGrid label={t('photos')} photos={order.photos} /> : null}
        <Facts
          facts={[
            { term: t('place'), value: order.place },
            { term: t('reportedAt'), value: <DateText at={order.reportedAt} /> },
            { term: t('number'), value: <span className="aj-keep">{order.number}</span> },
          ]}
        />
      </div>
    </Card>
  )
}

function OrderSkeleton() {
  return (
    <Loading>
      <div className="aj-stack">
        <Skeleton height="7rem" />
        <Skeleton height="16rem" />
        <Skeleton height="9rem" />
      </div>
    </Loading>
  )
}
