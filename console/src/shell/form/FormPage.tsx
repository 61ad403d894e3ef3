import { Button, Form } from 'antd'
import { useConsoleTexts } from '../../texts/texts.ts'
import { PageHeader } from '../PageHeader.tsx'
import type { FormProps } from './FormDrawer.tsx'
import { FormNotices } from './FormNotices.tsx'
import { useFormWork } from './useFormWork.ts'
import './form.css'

interface FormPageProps<Values extends object, Result> extends FormProps<Values, Result> {
  onCancel: () => void
}

/** A form with a page of its own: one column of at most 640 px, its buttons always in sight at the bottom. */
export function FormPage<Values extends object, Result>(props: FormPageProps<Values, Result>) {
  const { onCancel, title, intro, initialValues, submitText, danger, children } = props
  const t = useConsoleTexts()
  const work = useFormWork(props)
  return (
    <Form<Values> {...work.formProps} initialValues={initialValues} className="c-page c-form-page">
      <PageHeader title={title} />
      <div className="c-form">
        {intro ? <div className="c-form__intro">{intro}</div> : null}
        <FormNotices work={work} conflicts={props.conflicts} />
        {children}
      </div>
      <footer className="c-form-page__foot">
        <Button type="primary" danger={danger} loading={work.pending} onClick={() => work.form.submit()}>
          {submitText ?? t('form.save')}
        </Button>
        <Button onClick={onCancel} disabled={work.pending}>
          {t('form.cancel')}
        </Button>
        <span className="c-form__hint">{t('form.shortcut')}</span>
      </footer>
    </Form>
  )
}
