import { workforce } from '@anju/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, InputNumber, Popover, Select } from 'antd'
import { Copy, History, Printer, Repeat, Send, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { call, queryClient } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRefusalText } from '../../refusal.ts'
import { ExportButton } from '../../shell/list/index.ts'
import { addDays, daysUntil, monthSpan } from '../days.ts'
import { useReason } from '../workforce.ts'
import type { OpenDrawer, RotaEdits } from './RotaBoard.tsx'
import type { Span } from './RotaPage.tsx'
import { type Area, copySpan, fillPattern, type Rota } from './rota.ts'
import { useRotaTexts } from './texts.ts'

interface RotaToolsProps {
  rota: Rota
  span: Span
  area: Area
  work: RotaEdits
  open: (drawer: OpenDrawer) => void
}

/** Filling, copying, publishing, needs, changes, print and export. */
export function RotaTools({ rota, span, area, work, open }: RotaToolsProps) {
  const t = useRotaTexts()
  const reason = useReason('workforce.rota.manage')
  return (
    <div className="wf-tools">
      <PatternTool rota={rota} area={area} work={work} reason={reason} />
      <CopyTool rota={rota} span={span} work={work} reason={reason} />
      <ReasonButton icon={<UsersRound size={14} aria-hidden />} onClick={() => open('needs')} reason={reason}>
        {t('needs')}
      </ReasonButton>
      <Button icon={<History size={14} aria-hidden />} onClick={() => open('changes')}>
        {t('changes')}
      </Button>
      <Button icon={<Printer size={14} aria-hidden />} onClick={() => window.print()}>
        {t('print')}
      </Button>
      <ExportButton
        route={workforce.exportRota}
        params={{ teamId: rota.teamId }}
        query={{ from: rota.from, to: rota.to }}
        name={t('rota')}
      />
      <PublishTool rota={rota} work={work} reason={reason} />
    </div>
  )
}

interface ToolProps {
  rota: Rota
  work: RotaEdits
  reason: string | undefined
}

function PatternTool({ rota, area, work, reason }: ToolProps & { area: Area }) {
  const t = useRotaTexts()
  const [patternId, setPatternId] = useState<string>()
  const [start, setStart] = useState(1)
  const [stagger, setStagger] = useState(2)
  const [shown, setShown] = useState(false)
  const { data = [] } = useQuery({
    queryKey: [workforce.listShiftPatterns.path],
    queryFn: async ({ signal }) => (await call(workforce.listShiftPatterns, { signal })).items,
  })
  const pattern = data.find(one => one.id === patternId)
  const fill = () => {
    if (!pattern) return
    const days = rota.days.map(({ day }) => day)
    work.set(fillPattern(area, rota.employees, days, { shiftIds: pattern.shiftIds, start: start - 1, stagger }))
    setShown(false)
  }
  const form = (
    <div className="wf-pattern">
      <Select
        value={patternId}
        onChange={setPatternId}
        options={data.filter(one => one.active).map(one => ({ value: one.id, label: one.name }))}
        placeholder={t('tab.patterns')}
        aria-label={t('tab.patterns')}
      />
      <div className="wf-pattern__line">
        {t('patternStart')}
        <InputNumber
          aria-label={t('patternStart')}
          min={1}
          max={56}
          value={start}
          onChange={value => setStart(value ?? 1)}
          size="small"
        />
      </div>
      <div className="wf-pattern__line">
        {t('patternStagger')}
        <InputNumber
          aria-label={t('patternStagger')}
          min={0}
          max={56}
          value={stagger}
          onChange={value => setStagger(value ?? 0)}
          size="small"
        />
      </div>
      <p>{t('patternHint', { start, stagger })}</p>
      <Button type="primary" disabled={!pattern} onClick={fill}>
        {t('fill')}
      </Button>
    </div>
  )
  if (reason !== undefined) return <ReasonButton reason={reason}>{t('pattern')}</ReasonButton>
  return (
    <Popover trigger="click" content={form} open={shown} onOpenChange={setShown}>
      <Button icon={<Repeat size={14} aria-hidden />}>{t('pattern')}</Button>
    </Popover>
  )
}

function CopyTool({ rota, span, work, reason }: ToolProps & { span: Span }) {
  const t = useRotaTexts()
  const { message } = App.useApp()
  const explain = useRefusalText()
  const words = { span: t(span.view) }
  // A month is copied by weeks, so that Mondays stay Mondays.
  const shiftDays = span.view === 'week' ? 7 : 28
  const { mutate, isPending } = useMutation({
    mutationFn: () => {
      const [from, to] = [addDays(rota.from, -shiftDays), addDays(rota.to, -shiftDays)]
      return call(workforce.readRota, { params: { teamId: rota.teamId }, query: { from, to } })
    },
    onSuccess: before => {
      if (before.duties.length === 0) return void message.info(t('copyNothing', words))
      work.set(
        copySpan(
          before,
          rota.employees,
          rota.days.map(({ day }) => day),
          shiftDays,
        ),
      )
      void message.success(t('copied', words))
    },
    onError: error => void message.error(explain(error)),
  })
  return (
    <ReasonButton icon={<Copy size={14} aria-hidden />} loading={isPending} onClick={() => mutate()} reason={reason}>
      {t('copyBefore', words)}
    </ReasonButton>
  )
}

function PublishTool({ rota, work, reason }: ToolProps) {
  const t = useRotaTexts()
  const { message, modal } = App.useApp()
  const explain = useRefusalText()
  const draft = rota.months.find(one => one.state === 'draft' && covers(rota, one.month))
  const { mutateAsync } = useMutation({
    mutationFn: (month: string) => call(workforce.publishRota, { params: { teamId: rota.teamId }, body: { month } }),
    onSuccess: async ({ month }) => {
      await queryClient.invalidateQueries({ queryKey: ['/workforce/rota'] })
      void message.success(t('published', { month }))
    },
    onError: error => void message.error(explain(error)),
  })
  if (!draft) return null
  const { month } = draft
  const ask = () =>
    modal.confirm({
      title: t('publishAsk', { month }),
      content: t('publishText'),
      okText: t('publish', { month }),
      cancelText: t('cancel'),
      onOk: () => mutateAsync(month).catch(() => undefined),
    })
  return (
    <ReasonButton
      type="primary"
      icon={<Send size={14} aria-hidden />}
      onClick={ask}
      reason={reason ?? (work.edits.size > 0 ? t('saveFirst') : undefined)}
    >
      {t('publish', { month })}
    </ReasonButton>
  )
}

/** Whether the span shows most of a month: a week at its edge offers the month it lies in. */
function covers(rota: Rota, month: string): boolean {
  const { from, to } = monthSpan(month)
  const first = [rota.from, from].toSorted().at(-1) ?? from
  const last = [rota.to, to].toSorted().at(0) ?? to
  return daysUntil(last, first) >= 3
}
