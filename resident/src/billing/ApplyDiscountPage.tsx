import { billing } from '@anju/contract'
import { comma, Loaded, Notice, Page, PhotoPicker, SelectField, TextAreaField, TextField, useToast } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useId, useState } from 'react'
import { call } from '../api.ts'
import { navigate } from '../navigation.ts'
import { SubmitBar } from '../photos/SubmitBar.tsx'
import { type Sending, useSending } from '../photos/use-sending.ts'
import { type Household, myHomeQuery } from '../portal/my-home.ts'
import { NoHome } from '../portal/NoHome.tsx'
import { useBack } from '../shell/back.ts'
import { useDiscountTexts } from './discount-texts.ts'
import { type DiscountOffer, discountsQuery, renewDiscounts } from './discounts.ts'

const MOST_PHOTOS = 6

/** Ask for a discount of my home; staff decide. */
export function ApplyDiscountPage() {
  const t = useDiscountTexts()
  const back = useBack('/discounts')
  const home = useQuery(myHomeQuery)
  const mine = useQuery(discountsQuery)
  const form = useId()
  const apply = useApply()
  const foot = <SubmitBar form={form} label={t('form.submit')} sending={apply} />
  const offered = homesOffered(home.data?.households ?? [], mine.data?.offers ?? []).length > 0
  return (
    <Page title={t('apply')} onBack={back} foot={offered ? foot : undefined}>
      <Loaded query={home}>
        {({ households }) => (
          <Loaded query={mine}>
            {({ offers }) => <Form id={form} apply={apply} households={households} offers={offers} />}
          </Loaded>
        )}
      </Loaded>
    </Page>
  )
}

interface Typed {
  premisesId: string
  discountId: string
  fromOn: string
  toOn: string
  reason: string
}

function useApply(): Sending<Typed> {
  const t = useDiscountTexts()
  const toast = useToast()
  return useSending({
    max: MOST_PHOTOS,
    post: (typed, attached) => call(billing.applyForMyDiscount, { body: { ...attached, ...typed } }),
    onSent: async () => {
      toast(t('form.done'))
      await renewDiscounts()
      navigate({ to: '/discounts', replace: true })
    },
  })
}

interface FormProps {
  id: string
  apply: Sending<Typed>
  households: readonly Household[]
  offers: readonly DiscountOffer[]
}

/** My homes in communities that offer a discount now. */
function homesOffered(homes: readonly Household[], offers: readonly DiscountOffer[]): Household[] {
  return homes.filter(home => offers.some(offer => offer.communityId === home.communityId))
}

function Form({ id, apply, households, offers: all }: FormProps) {
  const t = useDiscountTexts()
  const homes = homesOffered(households, all)
  const [chosenHome, setHome] = useState<string>()
  const [chosenOffer, setOffer] = useState<string>()
  const [typed, setTyped] = useState({ fromOn: '', toOn: '', reason: '' })
  const [tried, setTried] = useState(false)
  const home = homes.find(each => each.premisesId === chosenHome) ?? homes[0]
  const offers = all.filter(offer => offer.communityId === home?.communityId)
  const offer = offers.find(each => each.discountId === chosenOffer) ?? offers[0]
  if (households.length === 0) return <NoHome />
  if (!home || !offer) return <Notice>{t('noOffers')}</Notice>
  const reason = typed.reason.trim()
  const missing = (text: string) => (tried && !text ? t('form.missing') : undefined)
  const ordered = typed.fromOn !== '' && typed.fromOn <= typed.toOn

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setTried(true)
    if (!home || !offer || !ordered || !reason) return
    apply.send.mutate({ premisesId: home.premisesId, discountId: offer.discountId, ...typed, reason })
  }

  return (
    <form id={id} className="aj-stack aj-stack--wide" onSubmit={submit} noValidate>
      {homes.length > 1 ? (
        <SelectField
          label={t('form.home')}
          value={home.premisesId}
          onChange={setHome}
          choices={homes.map(each => ({ value: each.premisesId, label: `${each.communityName} ${each.label}` }))}
        />
      ) : null}
      <SelectField
        label={t('form.discount')}
        hint={offerWords(t, offer)}
        value={offer.discountId}
        onChange={setOffer}
        choices={offers.map(each => ({ value: each.discountId, label: each.name }))}
      />
      <Days typed={typed} setTyped={setTyped} tried={tried} />
      <TextAreaField
        label={t('form.reason')}
        placeholder={t('form.reasonHint')}
        rows={3}
        maxLength={200}
        value={typed.reason}
        onChange={next => setTyped({ ...typed, reason: next })}
        error={missing(reason)}
      />
      <PhotoPicker
        label={t('form.photos')}
        hint={t('form.photosHint', { max: MOST_PHOTOS })}
        optional={!offer.needsEvidence}
        camera
        drafts={apply.photos}
      />
    </form>
  )
}

interface Words {
  fromOn: string
  toOn: string
  reason: string
}

function Days({ typed, setTyped, tried }: { typed: Words; setTyped: (next: Words) => void; tried: boolean }) {
  const t = useDiscountTexts()
  const missing = (text: string) => (tried && !text ? t('form.missing') : undefined)
  const backwards = typed.toOn !== '' && typed.toOn < typed.fromOn ? t('form.order') : undefined
  return (
    <>
      <TextField
        type="date"
        label={t('form.from')}
        value={typed.fromOn}
        onChange={fromOn => setTyped({ ...typed, fromOn })}
        error={missing(typed.fromOn)}
      />
      <TextField
        type="date"
        label={t('form.to')}
        min={typed.fromOn || undefined}
        value={typed.toOn}
        onChange={toOn => setTyped({ ...typed, toOn })}
        error={missing(typed.toOn) ?? backwards}
      />
    </>
  )
}

/** What the discount means, in a line. */
function offerWords(t: ReturnType<typeof useDiscountTexts>, offer: DiscountOffer): string {
  const words: string[] = []
  if (offer.percent !== null) words.push(t('form.percent', { percent: String(Number(offer.percent)) }))
  if (offer.itemNames) words.push(t('form.items', { items: offer.itemNames.join(comma()) }))
  if (offer.maxMonths !== null) words.push(t('form.maxMonths', { months: offer.maxMonths }))
  return words.join(' · ')
}
