import { startEmbedded } from './src/platform/postgres/start-embedded.ts'
import pg from 'pg'
const e = await startEmbedded({ dir: process.env.ANJU_DATA + '/postgres', log: () => {} })
const c = new pg.Client({ connectionString: e.adminUrl }); await c.connect()
for (const q of process.argv.slice(2)) console.table((await c.query(q)).rows)
await c.end(); await e.stop()
