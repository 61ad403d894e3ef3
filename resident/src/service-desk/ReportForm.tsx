import { Button, Notice, Page, PhotoPicker, RadioTiles, TextAreaField, useToast } from '@anju/ui'
import { type RefObject, type SubmitEvent, useId, useRef, useState } from 'react'
import { navigate } from '../navigation.ts'
import { SubmitBar } from '../photos/SubmitBar.tsx'
import { useChosenHousehold } from '../portal/chosen-household.ts'
import type { Household } from '../portal/my-home.ts'
import { useBack } from '../shell/back.ts'
import { CATEGORY_ICONS } from './CategoryIcon.tsx'
import { CATEGORIES, dropDraft, LONGEST_DESCRIPTION, missingIn } from './report-draft.ts'
import { useReportTexts } from './report-texts.ts'
import { useServiceDeskTexts } from './texts.ts'
import { MOST_PHOTOS, useReport } from './use-report.ts'

interface ReportFormProps {
  accountId: string
  households: readonly Household[]
}

/** The form in its page; starting over is a new form. */
export function ReportForm(props: ReportFormProps) {
  const [round, setRound] = useState(0)

  function startOver(): void {
    dropDraft()
    setRound(round + 1)
  }

  return <Report key={round} {...props} onStartOver={startOver} />
}

function Report({ accountId, households, onStartOver }: ReportFormProps & { onStartOver: () => void }) {
  const t = useReportTexts()
  const formId = useId()
  const toast = useToast()
  const back = useBack('/orders')
  const report = useReport(accountId, order => {
    toast(t('sent'))
    navigate({ to: '/orders/$orderId', params: { orderId: order.id }, replace: true })
  })
  const { household: chosen } = useChosenHousehold(households)
  const household = households.find(each => each.premisesId === report.draft.premisesId) ?? chosen
  const [tried, setTried] = useState(false)
  const [category, description] = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)]
  const missing = missingIn(report.draft)

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setTried(true)
    if (missing.category) lookAt(category)
    else if (missing.description) lookAt(description)
    else if (household) report.submit(household.premisesId)
  }

  return (
    <Page title={t('title')} onBack={back} foot={<SubmitBar form={formId} label={t('submit')} sending={report} />}>
      <form id={formId} className="aj-stack aj-stack--wide" onSubmit={submit} noValidate>
        {report.restored ? <Restored onStartOver={onStartOver} /> : null}
        <div ref={category}>
          <CategoryTiles report={report} error={tried && missing.category && t('categoryMissing')} />
        </div>
        <PhotoPicker
          label={t('photos')}
          hint={t('photosHint', { max: MOST_PHOTOS })}
          optional
          camera
          drafts={report.photos}
        />
        <div ref={description}>
          <TextAreaField
            label={t('description')}
            placeholder={t('descriptionHint')}
            rows={3}
            maxLength={LONGEST_DESCRIPTION}
            value={report.draft.description}
            onChange={text => report.change({ description: text })}
            error={tried && missing.description && t('descriptionMissing')}
          />
        </div>
        <UrgencyTiles report={report} />
        <Where household={household} households={households} onChoose={premisesId => report.change({ premisesId })} />
      </form>
    </Page>
  )
}

type Report = ReturnType<typeof useReport>

/** What was not sent last time is here again. */
function Restored({ onStartOver }: { onStartOver: () => void }) {
  const t = useReportTexts()
  return (
    <Notice>
      <div className="re-restored">
        {t('restored')}
        <Button size="small" look="ghost" onClick={onStartOver}>
          {t('startOver')}
        </Button>
      </div>
    </Notice>
  )
}

/** Brings the first field that wants something into view and under the fingers. */
function lookAt(place: RefObject<HTMLDivElement | null>): void {
  place.current?.querySelector<HTMLElement>('input, textarea')?.focus({ preventScroll: true })
  place.current?.scrollIntoView({ block: 'center', behavior: 'smooth' })
}

function CategoryTiles({ report, error }: { report: Report; error: string | false }) {
  const t = useReportTexts()
  const words = useServiceDeskTexts()
  return (
    <RadioTiles
      legend={t('category')}
      value={report.draft.category}
      onChange={category => report.change({ category })}
      tiles={CATEGORIES.map(value => {
        const Icon = CATEGORY_ICONS[value]
        return { value, label: words(`category.${value}`), icon: <Icon aria-hidden="true" /> }
      })}
      error={error}
    />
  )
}

function UrgencyTiles({ report }: { report: Report }) {
  const t = useReportTexts()
  return (
    <div className="aj-stack aj-stack--tight">
      <RadioTiles
        legend={t('urgency')}
        columns={1}
        value={report.draft.urgency}
        onChange={urgency => report.change({ urgency })}
        tiles={[
          { value: 'normal', label: t('normal'), description: t('normalText') },
          { value: 'urgent', label: t('urgent'), description: t('urgentText') },
        ]}
      />
      {report.draft.urgency === 'urgent' ? (
        <Notice tone="warning" announce>
          {t('danger')}
        </Notice>
      ) : null}
    </div>
  )
}

interface WhereProps {
  household: Household | undefined
  households: readonly Household[]
  onChoose: (premisesId: string) => void
}

/** Where the repair is; a question only for who has several homes. */
function Where({ household, households, onChoose }: WhereProps) {
  const t = useReportTexts()
  if (households.length > 1) {
    return (
      <RadioTiles
        legend={t('household')}
        columns={1}
        value={household?.premisesId ?? null}
        onChange={onChoose}
        tiles={households.map(each => ({
          value: each.premisesId,
          label: each.label,
          description: each.communityName,
        }))}
      />
    )
  }
  return (
    <p className="re-where">
      {t('household')}
      <strong>
        {household?.communityName} {household?.label}
      </strong>
    </p>
  )
}
