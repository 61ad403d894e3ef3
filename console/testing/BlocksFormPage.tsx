import { useNavigate } from '@tanstack/react-router'
import { FormPage } from '../src/shell/form/FormPage.tsx'
import { fields, type RuleValues, submit } from './BlocksForm.tsx'

export function BlocksFormPage() {
  const navigate = useNavigate()
  return (
    <FormPage<RuleValues, unknown>
      title="新建收费标准"
      initialValues={{ kind: 'area-price', cycleMonths: 1 }}
      submitText="新建收费标准"
      draft="charge-rule"
      submit={submit}
      onDone={() => void navigate({ to: '/' })}
      onCancel={() => void navigate({ to: '/' })}
    >
      {fields}
    </FormPage>
  )
}
