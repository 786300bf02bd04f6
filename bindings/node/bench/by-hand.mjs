// `benches/workloads/typical.toml` written by hand in fast JavaScript: tables of factors, no
// allocation per event, local days without `Intl` in the loop.

const DAY = 86_400_000

const halfLife = (days) => Float64Array.from({ length: 4000 }, (_, age) => 0.5 ** (age / days))
const usual = halfLife(30)
const SIGNALS = new Map(
  [
    ['page_view', 1, 'web', 20],
    ['pricing_view', 10, 'web', 40],
    ['email_open', 0.5, 'email', 10, halfLife(14)],
    ['email_click', 2.5, 'email'],
    ['download', 5, 'content', 30],
    ['webinar', 15, 'content', Infinity, halfLife(60)],
    ['form', 20, 'direct'],
    ['quote_request', 30, 'direct'],
    ['fair_visit', 25, 'in_person', Infinity, halfLife(120)],
    ['order', 0, 'direct'],
  ].map(([name, points, group, max = Infinity, factors = usual], at) => [
    name,
    { at, points, group, max, factors },
  ]),
)
const ALL = [...SIGNALS.values()]
const GROUPS = Object.entries({ content: 50, direct: 80, email: 20, in_person: 50, web: 60 })
const GRADES = [['A', 80], ['B', 60], ['C', 40], ['D', 20], ['E', -Infinity]]
const RANKS = [[1, 80], [2, 60], [3, 40], [4, 20], [5, -Infinity]]

// The clock changes in Berlin, computed once.
const CHANGES = []
for (let year = 1990; year < 2060; year += 1) {
  for (const month of [2, 9]) {
    const last = new Date(Date.UTC(year, month + 1, 0, 1))
    CHANGES.push([last.getTime() - last.getUTCDay() * DAY, month === 2 ? 2 : 1])
  }
}
let from = 0
let until = 0
let offset = 0
function dayOf(instant) {
  if (instant < from || instant >= until) {
    const next = CHANGES.findIndex(([at]) => at > instant)
    from = CHANGES[next - 1][0]
    until = CHANGES[next][0]
    offset = CHANGES[next - 1][1] * 3_600_000
  }
  return Math.floor((instant + offset) / DAY)
}

const milli = (points) => Math.round(points * 1000) / 1000

function fitOf(profile) {
  let [company, person, known] = [0, 0, 0]
  const { employees, revenue } = profile
  if (employees != null) {
    known += 1
    company += employees >= 1000 ? 30 : employees >= 100 ? 20 : employees >= 10 ? 5 : -10
  }
  if (revenue != null) {
    known += 1
    company += revenue >= 10_000_000 ? 20 : revenue >= 1_000_000 ? 10 : 0
  }
  const industry = profile.industry?.trim().toLowerCase()
  if (industry) {
    known += 1
    if (industry === 'legal' || industry === 'finance' || industry === 'insurance') company += 25
    else if (industry === 'education' || industry === 'health') company += 10
  }
  const title = profile.title?.trim().toLowerCase()
  if (title) {
    known += 1
    if (title.includes('office manager') || title.includes('procurement')) person += 25
    else if (title.includes('assistant')) person += 10
  }
  const country = profile.country?.trim().toLowerCase()
  if (country) {
    known += 1
    if (country === 'de') person += 15
    else if (country === 'at' || country === 'ch') person += 10
  }
  const groups = [
    { name: 'company', points: Math.min(60, company) },
    { name: 'person', points: Math.min(40, person) },
  ]
  const points = groups[0].points + groups[1].points
  const persona = title && (title.includes('student') || title.includes('trainee')) ? 'student' : null
  const grade = GRADES.find(([, least]) => points >= least)[0]
  return { persona, fit: { points, grade, known: Math.floor((known * 100) / 5), groups } }
}

function fold(events, asOf, today) {
  const sums = new Float64Array(ALL.length)
  const bought = { count: 0, value: 0, first: Infinity, last: -Infinity }
  let active = -Infinity
  for (const event of events) {
    const signal = SIGNALS.get(event.event)
    if (!signal) continue
    const at = Date.parse(event.at)
    if (!(at <= asOf)) continue
    const day = dayOf(at)
    sums[signal.at] += signal.factors[Math.max(0, today - day)]
    if (day > active) active = day
    if (signal.at === 9) {
      bought.count += 1
      bought.value += event.value ?? 0
      if (day < bought.first) bought.first = day
      if (day > bought.last) bought.last = day
    }
  }
  return { sums, bought, active }
}

function engagementOf(sums, active, created, today) {
  const points = { content: 0, direct: 0, email: 0, in_person: 0, web: 0 }
  for (const signal of ALL) {
    points[signal.group] += Math.min(signal.max, milli(signal.points * sums[signal.at]))
  }
  let total = 0
  const groups = GROUPS.map(([name, max]) => {
    const sum = milli(Math.min(max, points[name]))
    total += sum
    return { name, points: sum }
  })
  const since = active > -Infinity ? today - active : created === undefined ? 0 : today - created
  if (since > 30) total += Math.max(-50, -5 * (1 + Math.floor((since - 31) / 7)))
  total = milli(Math.max(0, total))
  return { points: total, rank: RANKS.find(([, least]) => total >= least)[0], groups }
}

function cycleOf(months, last, today) {
  if (last === -Infinity) {
    return { points: 0, length_days: null, elapsed_days: null, due: null, overdue_days: null, phase: null, seasons: [] }
  }
  const start = new Date(last * DAY)
  const added = (count) => {
    const day = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + count, 1))
    const length = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate()
    return Math.floor(day.getTime() / DAY) + Math.min(length, start.getUTCDate()) - 1
  }
  const due = added(months)
  const [length, elapsed] = [due - last, today - last]
  let full = 0
  while (full < months && added(full + 1) <= today) full += 1
  const overdue = Math.max(0, elapsed - length)
  const late = overdue <= 0.5 * length ? 1 : Math.max(0, 1 - (overdue - 0.5 * length) / (1.5 * length))
  return {
    points: milli(60 * (full / months) * late),
    length_days: length,
    elapsed_days: elapsed,
    due: new Date(due * DAY).toISOString().slice(0, 10),
    overdue_days: overdue,
    phase: Math.floor((elapsed * 100) / length),
    seasons: [],
  }
}

const stageOf = (engagement, count) =>
  count >= 3 ? { name: 'regular', pipeline: 'account' }
  : count >= 1 ? { name: 'customer', pipeline: 'account' }
  : engagement.points >= 10 ? { name: 'lead', pipeline: 'sell' }
  : { name: 'visitor', pipeline: 'attract' }

function qualificationOf(persona, fit, engagement, ready) {
  if (persona === 'student') return 'disqualified'
  if (ready && fit.grade <= 'B') return 'sql'
  if (engagement.rank <= 2 || ready) return 'mql'
  return fit.grade <= 'C' ? 'nurture' : 'unqualified'
}

/** The assessment of a lead, in the form of the core's answer. */
export function assess({ profile = {}, events = [], as_of }) {
  const asOf = Date.parse(as_of)
  const today = dayOf(asOf)
  const { persona, fit } = fitOf(profile)
  const { sums, bought, active } = fold(events, asOf, today)
  const created = profile.created && Math.floor(Date.parse(profile.created) / DAY)
  const engagement = engagementOf(sums, active, created, today)
  const cycle = cycleOf(profile.reorder ? Math.floor(profile.reorder) : 3, bought.last, today)
  const sum = milli(cycle.points + engagement.points)
  const readiness = { points: sum, ready: sum >= 60 }
  return {
    lead: profile.lead ?? null,
    as_of: new Date(asOf).toISOString(),
    model: { name: 'typical', fingerprint: null },
    excluded: null,
    persona,
    fit,
    engagement,
    cell: fit.grade + engagement.rank,
    cycle,
    readiness,
    completeness: null,
    interests: null,
    stage: stageOf(engagement, bought.count),
    segments: null,
    qualification: qualificationOf(persona, fit, engagement, readiness.ready),
    priority: null,
    next_steps: null,
    purchases: {
      count: bought.count,
      value: milli(bought.value),
      products: 0,
      days_since: bought.count ? today - bought.last : null,
      days_since_first: bought.count ? today - bought.first : null,
    },
    activity: { days_since: active > -Infinity ? today - active : null },
    switches: null,
  }
}
