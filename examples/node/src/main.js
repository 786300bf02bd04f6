// node src/main.js [--port 8080] [--store leads] [--model ../models/office-supplies.toml]
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Model } from 'leadgrade'
import { server } from './server.js'
import { openStore } from './store.js'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8080' },
    store: { type: 'string', default: 'leads' },
    model: { type: 'string', default: new URL('../../models/office-supplies.toml', import.meta.url).pathname },
  },
})
const model = Model.fromToml(readFileSync(values.model))
const app = server(model, openStore(values.store))
console.log(await app.listen({ host: '127.0.0.1', port: Number(values.port) }))
