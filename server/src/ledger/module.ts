import { defineModule } from '../platform/module.ts'

// The ledger answers nobody outside: other modules post to it and read it through its view.
export default defineModule('ledger', {})
