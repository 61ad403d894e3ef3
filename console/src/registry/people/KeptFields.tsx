import { Form } from 'antd'

/** Parts of a list's entry that nobody edits but the form must hand over: its id, a mask, which one is primary. */
export function KeptFields({ index, names }: { index: number; names: readonly string[] }) {
  return names.map(name => (
    <Form.Item key={name} name={[index, name]} noStyle>
      <Kept />
    </Form.Item>
  ))
}

/** Holds a value without showing it. */
function Kept() {
  return null
}
