import { billing } from '@anju/contract'
import { Form, Input, InputNumber, Select } from 'antd'
import { call } from '../src/api.ts'
import { FormDrawer } from '../src/shell/form/FormDrawer.tsx'

export interface RuleValues {
  name: string
  code: string
  cycleMonths: number
  kind: 'area-price' | 'fixed'
}

export const fields = (
  <>
    <Form.Item name="name" label="名称" rules={[{ required: true, message: '请填写名称' }]}>
      <Input />
    </Form.Item>
    <Form.Item name="code" label="编号" rules={[{ required: true, message: '请填写编号' }]} extra="公司内不能重复">
      <Input />
    </Form.Item>
    <Form.Item name="kind" label="计费方式" rules={[{ required: true, message: '请选择计费方式' }]}>
      <Select
        options={[
          { value: 'area-price', label: '面积 × 单价' },
          { value: 'fixed', label: '每月固定金额' },
        ]}
      />
    </Form.Item>
    <Form.Item name="cycleMonths" label="缴费周期（月）">
      <InputNumber min={1} max={36} style={{ width: 160 }} />
    </Form.Item>
  </>
)

export const submit = (values: RuleValues, idempotencyKey: string, version: number) =>
  call(billing.createRule, { body: { ...values, version } as never, idempotencyKey })

export default function BlocksForm({ open, close }: { open: boolean; close: () => void }) {
  return (
    <FormDrawer<RuleValues, unknown>
      open={open}
      onClose={close}
      title="新建收费标准"
      intro="保存后可以分配到房产；已发布的账单不受影响。"
      initialValues={{ kind: 'area-price', cycleMonths: 1 }}
      submitText="新建收费标准"
      submit={submit}
      onDone={close}
    >
      {fields}
    </FormDrawer>
  )
}
