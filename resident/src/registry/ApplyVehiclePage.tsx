import { registry } from '@anju/contract'
import { Loaded, Notice, Page, PhotoPicker, SelectField, TextAreaField, TextField, useToast } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useId, useState } from 'react'
import { call } from '../api.ts'
import { navigate } from '../navigation.ts'
import { SubmitBar } from '../photos/SubmitBar.tsx'
import { type Sending, useSending } from '../photos/use-sending.ts'
import { type Household, myHomeQuery } from '../portal/my-home.ts'
import { useBack } from '../shell/back.ts'
import { PlateField } from './PlateField.tsx'
import { useVehicleTexts } from './texts.ts'
import { renewVehicles } from './vehicles.ts'

const MOST_PHOTOS = 3

/** Apply to have a vehicle of my home registered; the plate is judged while it is typed. */
export function ApplyVehiclePage() {
  const t = useVehicleTexts()
  const back = useBack('/vehicles')
  const home = useQuery(myHomeQuery)
  const form = useId()
  const apply = useApply()
  return (
    <Page title={t('apply')} onBack={back} foot={<SubmitBar form={form} label={t('form.submit')} sending={apply} />}>
      <Loaded query={home}>
        {({ households }) =>
          households.length === 0 ? (
            <Notice>{t('noHome')}</Notice>
          ) : (
            <VehicleForm id={form} apply={apply} households={households} />
          )
        }
      </Loaded>
    </Page>
  )
}

type Colour = (typeof registry.PlateColour.options)[number]

interface Typed {
  premisesId: string
  plate: string
  plateColour: Colour
  brand: string
  colour: string
  notes: string
}

function useApply(): Sending<Typed> {
  const t = useVehicleTexts()
  const toast = useToast()
  return useSending({
    max: MOST_PHOTOS,
    post: ({ brand, colour, notes, ...typed }, attached) =>
      call(registry.applyForMyVehicle, {
        body: {
          ...{ ...attached, ...typed, kind: 'car', notes: notes.trim() },
          ...{ brand: brand.trim() || null, colour: colour.trim() || null, model: null },
        },
      }),
    onSent: async () => {
      toast(t('form.done'))
      await renewVehicles()
      navigate({ to: '/vehicles', replace: true })
    },
  })
}

interface VehicleFormProps {
  id: string
  apply: Sending<Typed>
  households: readonly Household[]
}

function VehicleForm({ id, apply, households }: VehicleFormProps) {
  const t = useVehicleTexts()
  const [premisesId, setPremisesId] = useState(households[0]?.premisesId ?? '')
  const [plate, setPlate] = useState('')
  const [colour, setColour] = useState<Colour>()
  const [words, setWords] = useState({ brand: '', colour: '', notes: '' })
  const [tried, setTried] = useState(false)
  const read = registry.readPlate(plate)
  const chosen = read.ok && colour && read.colours.includes(colour) ? colour : read.ok ? read.colours[0] : undefined

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setTried(true)
    if (read.ok && chosen) apply.send.mutate({ premisesId, plate: read.plate, plateColour: chosen, ...words })
  }

  return (
    <form id={id} className="aj-stack aj-stack--wide" onSubmit={submit} noValidate>
      {households.length > 1 ? (
        <SelectField
          label={t('form.home')}
          value={premisesId}
          onChange={setPremisesId}
          choices={households.map(each => ({ value: each.premisesId, label: `${each.communityName} ${each.label}` }))}
        />
      ) : null}
      <PlateField value={plate} onChange={setPlate} tried={tried} />
      {read.ok && read.colours.length > 1 ? (
        <SelectField
          label={t('form.colour')}
          value={chosen ?? read.colours[0]}
          onChange={setColour}
          choices={read.colours.map(value => ({ value, label: t(`colour.${value}`) }))}
        />
      ) : null}
      <TextField
        label={t('form.brand')}
        optional
        placeholder={t('form.brandHint')}
        maxLength={50}
        value={words.brand}
        onChange={brand => setWords({ ...words, brand })}
      />
      <TextField
        label={t('form.carColour')}
        optional
        maxLength={20}
        value={words.colour}
        onChange={next => setWords({ ...words, colour: next })}
      />
      <TextAreaField
        label={t('form.notes')}
        optional
        rows={2}
        maxLength={200}
        value={words.notes}
        onChange={notes => setWords({ ...words, notes })}
      />
      <PhotoPicker
        label={t('form.photos')}
        hint={t('form.photosHint', { max: MOST_PHOTOS })}
        optional
        camera
        drafts={apply.photos}
      />
    </form>
  )
}
