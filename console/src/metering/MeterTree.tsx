import { metering } from '@anju/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { call } from '../api.ts'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { type LossTime, type MeterBelow, type MeterLoss, treeOf } from './loss.ts'
import { useLossTexts } from './loss-texts.ts'
import { useMeterTexts } from './texts.ts'

const COLUMNS = 8
const PAGE = 100

/** Meters with others below them, level by level; those that nothing hangs on are asked for when their parent is unfolded. */
export function MeterTree({ losses, time }: { losses: readonly MeterLoss[]; time: LossTime }) {
  const t = useLossTexts()
  const { roots, below } = treeOf(losses)
  // The masters are unfolded at first; whoever is clicked turns. Of another month may come other meters, which nobody has clicked yet.
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const turn = (id: string) =>
    setTurned(before => (before.has(id) ? new Set([...before].filter(one => one !== id)) : new Set([...before, id])))
  const rows = (items: readonly MeterLoss[], depth: number): React.ReactNode =>
    items.map(item => (
      <LossRows
        key={item.meterId}
        of={item}
        depth={depth}
        open={below.has(item.meterId) !== turned.has(item.meterId)}
        turn={turn}
        time={time}
      >
        {rows(below.get(item.meterId) ?? [], depth + 1)}
      </LossRows>
    ))
  return (
    <section className="c-table mt-tree">
      <table aria-label={t('title')}>
        <thead>
          <tr>
            <th scope="col">{t('code')}</th>
            <th scope="col">{t('place')}</th>
            <th scope="col">{t('level')}</th>
            <th scope="col" className="mt-number">
              {t('used')}
            </th>
            <th scope="col" className="mt-number">
              {t('below')}
            </th>
            <th scope="col" className="mt-number">
              {t('loss')}
            </th>
            <th scope="col" className="mt-number">
              {t('percent')}
            </th>
            <th scope="col">{t('judged')}</th>
          </tr>
        </thead>
        <tbody>{rows(roots, 0)}</tbody>
      </table>
    </section>
  )
}

interface LossRowsProps {
  of: MeterLoss
  depth: number
  open: boolean
  turn: (id: string) => void
  time: LossTime
  /** Those below it that have others below them. */
  children: React.ReactNode
}

function LossRows({ of, depth, open, turn, time, children }: LossRowsProps) {
  const t = useLossTexts()
  const meters = useMeterTexts()
  const Fold = open ? ChevronDown : ChevronRight
  return (
    <>
      <tr data-alarm={of.alarm}>
        <th scope="row" className={`mt-code mt-depth-${Math.min(depth, 5)}`}>
          <Button
            type="text"
            size="small"
            icon={<Fold size={14} aria-hidden />}
            aria-expanded={open}
            aria-label={t(open ? 'close' : 'open', { code: of.code })}
            onClick={() => turn(of.meterId)}
          />
          <MeterLink id={of.meterId} code={of.code} />
        </th>
        <td>{[of.name, of.premisesLabel ?? of.place].filter(Boolean).join(' · ')}</td>
        <td>{`${meters(`level.${of.level}`)} · ${meters(`kind.${of.kind}`)}`}</td>
        <td className="mt-number">{of.used ?? '–'}</td>
        <td className="mt-number">{of.below}</td>
        <td className="mt-number">{of.loss ?? '–'}</td>
        <td className="mt-number">{of.percent === null ? '–' : `${of.percent}%`}</td>
        <td>
          <LossTag of={of} />
        </td>
      </tr>
      {open ? children : null}
      {open ? <Leaves parent={of} depth={depth + 1} time={time} /> : null}
    </>
  )
}

/** Whether the loss is beyond the threshold, or cannot be judged yet. */
function LossTag({ of }: { of: MeterLoss }) {
  const t = useLossTexts()
  if (of.used === null) return <StatusTag tone="neutral">{t('noUsed')}</StatusTag>
  if (of.unread > 0) return <StatusTag tone="warning">{t('partly', { count: of.unread })}</StatusTag>
  if (of.alarm) return <StatusTag tone="danger">{t(of.loss?.startsWith('-') ? 'negative' : 'alarm')}</StatusTag>
  return <StatusTag tone="success">{t('fine')}</StatusTag>
}

function MeterLink({ id, code }: { id: string; code: string }) {
  return (
    <Link to="/meters" search={search => ({ community: search.community, open: id })}>
      {code}
    </Link>
  )
}

/** The meters directly below one on which nothing hangs, page by page. */
function Leaves({ parent, depth, time }: { parent: MeterLoss; depth: number; time: LossTime }) {
  const t = useLossTexts()
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetching } = useInfiniteQuery({
    queryKey: [metering.metersBelow.path, parent.meterId, time],
    queryFn: ({ signal, pageParam }) =>
      call(metering.metersBelow, {
        params: { meterId: parent.meterId },
        query: { ...time, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: last => last.next,
  })
  const all = data?.pages.flatMap(page => page.items) ?? []
  const left = (data?.pages[0]?.total ?? 0) - all.length
  const note = (content: React.ReactNode) => (
    <tr>
      <td colSpan={COLUMNS} className={`mt-depth-${Math.min(depth, 5)}`}>
        {content}
      </td>
    </tr>
  )
  if (error && !data) return note(<FailureNotice error={error} retry={() => void refetch()} />)
  if (!data) return note(<span className="c-bone mt-bone" role="status" aria-label={t('title')} />)
  return (
    <>
      {all
        .filter(meter => meter.children === 0)
        .map(meter => (
          <LeafRow key={meter.id} of={meter} depth={depth} />
        ))}
      {hasNextPage
        ? note(
            <Button type="link" loading={isFetching} onClick={() => void fetchNextPage()}>
              {t('more', { count: Math.min(left, PAGE) })}
            </Button>,
          )
        : null}
    </>
  )
}

function LeafRow({ of, depth }: { of: MeterBelow; depth: number }) {
  const t = useLossTexts()
  const meters = useMeterTexts()
  return (
    <tr className="mt-leaf">
      <th scope="row" className={`mt-code mt-depth-${Math.min(depth, 5)}`}>
        <MeterLink id={of.id} code={of.code} />
      </th>
      <td>{[of.name, of.premisesLabel ?? of.place].filter(Boolean).join(' · ')}</td>
      <td>{meters(`level.${of.level}`)}</td>
      <td className="mt-number">{of.used ?? '–'}</td>
      <td />
      <td />
      <td />
      <td>
        {of.state === 'retired' ? <StatusTag tone="neutral">{t('retired')}</StatusTag> : null}
        {of.used === null && of.state === 'active' ? <StatusTag tone="warning">{t('unread')}</StatusTag> : null}
      </td>
    </tr>
  )
}
