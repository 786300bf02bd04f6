// Compares the package with the same model written by hand, for one lead with 20 events.
// `npm run bench` builds the optimised package and runs this.
import { deepStrictEqual } from 'node:assert'
import { readFileSync } from 'node:fs'
import { Bench } from 'tinybench'
import { Model } from 'leadgrade'
import { assess } from './by-hand.mjs'
import { lead } from './lead.mjs'

const model = Model.fromToml(readFileSync(new URL('../../../benches/workloads/typical.toml', import.meta.url)))
const request = lead(20)
const buffer = Buffer.from(JSON.stringify(request))

// Checks that both give the same points, to the nearest thousandth.
const said = JSON.parse(JSON.stringify(assess(request)))
const ours = model.assess(request).assessment
said.model = ours.model
said.as_of = ours.as_of
deepStrictEqual(said, ours)

const bench = new Bench({ time: 2000, warmupTime: 500 })
  .add('Buffer to text, package', () => model.assessJson(buffer))
  .add('Buffer to text, by hand', () => JSON.stringify(assess(JSON.parse(buffer.toString()))))
  .add('objects to objects, package', () => model.assess(request))
  .add('objects to objects, by hand', () => assess(request))
await bench.run()

const microseconds = (name) => bench.getTask(name).result.latency.p50 * 1000
for (const what of ['Buffer to text', 'objects to objects']) {
  const [package_, hand] = ['package', 'by hand'].map((who) => microseconds(`${what}, ${who}`))
  const times = (hand / package_).toFixed(2)
  console.log(`${what}: ${package_.toFixed(2)} us, by hand ${hand.toFixed(2)} us: ${times} times as fast`)
}
