import { addressOf, billing, type WireResponseOf } from '@anju/contract'
import { DateText, Facts, Loaded, Loading, Money, numbered, Page, Skeleton } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { call } from '../api.ts'
import { useParams } from '../navigation.ts'
import { useBack } from '../shell/back.ts'
import { PdfLinks } from '../shell/PdfLinks.tsx'
import { quarterWords } from './DisclosuresPage.tsx'
import { useDisclosureTexts } from './disclosure-texts.ts'

type Disclosure = WireResponseOf<typeof billing.readMyDisclosure>

/** One quarter of the owners' money: what there was, what came in, what it was spent on, what is left. */
export function DisclosurePage() {
  const t = useDisclosureTexts()
  const { disclosureId } = useParams('/disclosures/$disclosureId')
  const back = useBack('/disclosures')
  const disclosure = useQuery({
    queryKey: ['my', 'disclosure', disclosureId],
    queryFn: ({ signal }) => call(billing.readMyDisclosure, { params: { disclosureId }, signal }),
  })
  const { data } = disclosure
  return (
    <Page
      title={data ? t(`kind.${data.kind}`) : t('title')}
      onBack={back}
      foot={data ? <Links of={data} /> : undefined}
    >
      <Loaded
        query={disclosure}
        skeleton={
          <Loading>
            <Skeleton height="28rem" />
          </Loading>
        }
      >
        {found => <Sheet of={found} />}
      </Loaded>
    </Page>
  )
}

function Links({ of }: { of: Disclosure }) {
  const t = useDisclosureTexts()
  const address = addressOf(billing.myDisclosurePdf, { params: { disclosureId: of.id }, query: { app: 'resident' } })
  return (
    <PdfLinks address={address} name={`${of.communityName} ${of.quarter}`} save={t('savePdf')} open={t('openPdf')} />
  )
}

function Sheet({ of }: { of: Disclosure }) {
  const t = useDisclosureTexts()
  const { content, kind } = of
  const facts = [
    ...(of.note ? [{ term: t('note'), value: of.note }] : []),
    { term: t('publishedAt'), value: <DateText at={of.publishedAt} /> },
  ]
  return (
    <article className="re-paper">
      <header className="re-paper__head">
        <p className="re-paper__company">{of.communityName}</p>
        <h2>{quarterWords(of.quarter, t)}</h2>
        <p className="re-paper__company">{t('days', { from: content.from, to: content.to })}</p>
      </header>
      <Sum words={t('opening')} fen={content.openingFen} />
      <Part words={t('received')} fen={content.receivedFen} none={t('noneReceived')}>
        {content.received.map(row => (
          <Line
            key={row.itemName}
            words={row.itemName}
            about={t('households', { count: row.count })}
            fen={row.amountFen}
          />
        ))}
      </Part>
      {content.income.length > 0 ? (
        <Part words={t('income')} fen={content.incomeFen} none="">
          {numbered(content.income).map(({ thing: row, place }) => (
            <Line
              key={`${row.on} ${place}`}
              words={row.purpose}
              about={`${row.on} · ${row.partyName}`}
              fen={row.amountFen}
            />
          ))}
        </Part>
      ) : null}
      <Part words={t('spent')} fen={-content.spentFen} none={t('noneSpent')}>
        {numbered(content.spent).map(({ thing: row, place }) => (
          <Line
            key={`${row.on} ${place}`}
            words={row.purpose}
            about={[row.on, row.partyName, row.resolutionNumber && t('resolution', { number: row.resolutionNumber })]
              .filter(Boolean)
              .join(' · ')}
            fen={-row.amountFen}
          />
        ))}
      </Part>
      {kind === 'public' && content.managedFen !== 0 ? (
        <Part words={t('managed')} fen={-content.managedFen} none={managedText(of, t)}>
          {[]}
        </Part>
      ) : null}
      <div className="re-paper__total">
        <div className="re-sum">
          <span>{t('closing')}</span>
          <Money fen={content.closingFen} size="hero" />
        </div>
      </div>
      <p className="re-paper__words">{t(`about.${kind}`)}</p>
      <Facts facts={facts} />
    </article>
  )
}

function managedText({ content }: Disclosure, t: ReturnType<typeof useDisclosureTexts>): string {
  return t('managed.text', { percent: Number(content.managementPercent) })
}

function Sum({ words, fen }: { words: string; fen: number }) {
  return (
    <div className="re-sum">
      <strong>{words}</strong>
      <Money fen={fen} />
    </div>
  )
}

function Part({ words, fen, none, children }: { words: string; fen: number; none: string; children: ReactNode[] }) {
  return (
    <section className="re-paper__items" aria-label={words}>
      <Sum words={words} fen={fen} />
      {children.length > 0 ? children : <p className="re-paper__words">{none}</p>}
    </section>
  )
}

function Line({ words, about, fen }: { words: string; about: string; fen: number }) {
  return (
    <div className="re-paper__item">
      <div className="re-sum">
        <span>{words}</span>
        <Money fen={fen} />
      </div>
      <p className="re-paper__words">{about}</p>
    </div>
  )
}
