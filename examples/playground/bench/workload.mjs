// Generates a model of 50 rules, 50,000 leads and 500,000 events from a seed.
import { random } from '../sample/random.mjs'

export const LEADS = 50_000
export const EVENTS = 500_000
const SIGNALS = 25
const CRITERIA = 20
const AS_OF = Date.UTC(2026, 10, 22)
const MINUTE = 60_000

const INDUSTRIES = ['legal', 'accounting', 'insurance', 'education', 'healthcare', 'retail', 'energy', 'media']

/** A model of 25 signals, 20 criteria and 5 stages; `points` are those of the first signal. */
export function model(points) {
  const half = (at) => [14, 30, 45, 60, 90][at % 5]
  const signals = Array.from({ length: SIGNALS }, (_, at) => {
    const limits = at % 5 === 0 ? 'max = 40\n' : at % 5 === 1 ? 'limit_per_day = 1\n' : ''
    return `[signals.event_${at}]\npoints = ${at === 0 ? points : 2 + (at % 7)}\ngroup = "${['web', 'email', 'sales'][at % 3]}"\n${limits}decay = { half_life_days = ${half(at)} }\n`
  })
  const criteria = Array.from({ length: CRITERIA }, (_, at) => {
    const fact = ['employees', 'industry', 'revenue', 'needs'][at % 4]
    const cases = {
      employees: `[{ gte = ${1000 - at * 20}, points = 9 }, { gte = ${100 + at}, points = 5 }]`,
      industry: `[{ in = ["${INDUSTRIES[at % 8]}", "${INDUSTRIES[(at + 3) % 8]}"], points = 8 }]`,
      revenue: `[{ between = [${at}, ${at * 10}], points = 6 }]`,
      needs: `[{ has = "${at % 8 < 4 ? 'price' : 'recycled'}", points = 4 }]`,
    }
    return `[[fit.criteria]]\nname = "criterion ${at}"\nfact = "profile.${fact}"\ncases = ${cases[fact]}\n`
  })
  return `format = 1
name = "fifty-rules"
timezone = "Europe/London"
[attributes]
employees = { type = "number" }
industry = { type = "text" }
revenue = { type = "number" }
needs = { type = "tags" }
[purchases]
signals = ["event_24"]
${signals.join('')}
${criteria.join('')}
[engagement]
groups = { web = { max = 60 }, email = { max = 40 }, sales = {} }
[lifecycle]
stages = [
  { name = "visitor" },
  { name = "interested", when = { fact = "engagement.rank", or_better = 4 } },
  { name = "evaluating", when = { fact = "signals.event_3.count", within_days = 60, gte = 2 } },
  { name = "customer", when = { fact = "purchases.count", gte = 1 } },
  { name = "regular", when = { fact = "purchases.count", within_days = 365, gte = 3 } },
]
[priority]
fit = 1
engagement = 1
`
}

/** The two tables as CSV. */
export function tables() {
  const { below, one, chance } = random(50)
  const profiles = ['lead,employees,industry,revenue,needs']
  for (let lead = 0; lead < LEADS; lead++) {
    const size = chance(0.1) ? '' : 1 + below(2000)
    profiles.push(`L-${lead},${size},${one(INDUSTRIES)},${below(300)},${one(['', 'price', 'price;recycled', 'recycled'])}`)
  }
  const events = ['lead,event,at,value']
  for (let event = 0; event < EVENTS; event++) {
    const at = new Date(AS_OF - below(400 * 1440) * MINUTE).toISOString().slice(0, 19)
    events.push(`L-${below(LEADS)},event_${below(SIGNALS)},${at}Z,${chance(0.05) ? below(500) : ''}`)
  }
  return { profiles: `${profiles.join('\n')}\n`, events: `${events.join('\n')}\n` }
}
