// Every conformance vector, compared as canonical text with what the core answers in Rust. It runs
// in Node and, as it is, in a browser.

/** What an operation answers, or the refusal, as canonical text. */
function answered(LeadgradeError, call) {
  try {
    return call()
  } catch (error) {
    if (!(error instanceof LeadgradeError)) throw error
    return JSON.stringify({ error: { problems: error.problems } })
  }
}

const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase())

function answer({ Model, Dataset, LeadgradeError }, line) {
  return answered(LeadgradeError, () => {
    const model = line.format === 'toml' ? Model.fromToml(line.model) : Model.fromJson(line.model)
    if (!line.operation) return 'the model is accepted'
    if (line.coerce) return coerced(Dataset, model, JSON.parse(line.request))
    return model[`${camel(line.operation)}Json`](line.history ? ofHistory(model, line) : line.request)
  })
}

/** The request with a history of its events, which only an object can hold. */
const ofHistory = (model, { request, history }) => ({ ...JSON.parse(request), events: model.history(history).history })

/** Texts of CSV: the data set turns them into the declared types. */
function coerced(Dataset, model, { profile = {}, events = [], as_of }) {
  const columns = (rows) => {
    const names = [...new Set(rows.flatMap(Object.keys))]
    return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name] ?? '')]))
  }
  // Outer white space is no part of a text of CSV.
  const id = (profile.lead ?? '').trim() || 'L'
  const data = new Dataset()
  data.addProfiles({ ...columns([profile]), lead: [id] }, { coerce: true })
  if (events.length > 0) {
    data.addEvents({ ...columns(events), lead: events.map(() => id) }, { coerce: true })
  }
  const lead = JSON.parse(data.leadJson(model, id, as_of))
  if (!('lead' in profile)) delete lead.profile.lead
  return model.assessJson({ ...lead, as_of })
}

/** Whether JavaScript read another whole number than is written: with a history such lines are tested as text elsewhere. */
const isInexact = (value) => Number.isInteger(value) && !Number.isSafeInteger(value)
const isLost = ({ history, request }) =>
  history?.some((event) => Object.values(event).some(isInexact)) || (history && /[:,[]\s*-?\d{16,}\s*[,}\]]/.test(request))

/** Which lines are answered otherwise: name, what the core says, what was found. */
export function different(package_, lines) {
  const found = { count: 0, wrong: [] }
  for (const text of lines.split('\n').filter(Boolean)) {
    const line = JSON.parse(text)
    if (isLost(line)) continue
    const given = answer(package_, line)
    found.count += 1
    if (given !== line.answer) found.wrong.push({ name: line.name, operation: line.operation, core: line.answer, given })
  }
  return found
}
