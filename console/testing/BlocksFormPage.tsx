import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { FormPage } from '../src/shell/form/FormPage.tsx'
import { fields, type RuleValues, submit } from './BlocksForm.tsx'

export function BlocksFormPage() {
  const navigate = useNavigate()
  const version = useVersion()
  return (
    <FormPage<RuleValues, unknown>
      title="新建收费标准"
      initialValues={{ kind: 'area-price', cycleMonths: 1 }}
      submitText="新建收费标准"
      draft="charge-rule"
      submit={submit}
      refusedAt={{ 'billing.rule_code_taken': 'code' }}
      conflicts={{
        version,
        present: async () => ({ version: 2, values: { name: '多层物业费', code: 'DC', cycleMonths: 3 } }),
        labels: { name: '名称', code: '编号', cycleMonths: '缴费周期（月）' },
      }}
      onDone={() => void navigate({ to: '/' })}
      onCancel={() => void navigate({ to: '/' })}
    >
      {fields}
    </FormPage>
  )
}

/** Of the record behind the form: one more whenever a test says that it was read anew. */
function useVersion(): number {
  const [version, setVersion] = useState(1)
  useEffect(() => {
    const readAnew = () => setVersion(before => before + 1)
    window.addEventListener('read-anew', readAnew)
    return () => window.removeEventListener('read-anew', readAnew)
  }, [])
  return version
}
