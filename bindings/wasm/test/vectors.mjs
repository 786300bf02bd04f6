// Compares the answer to every conformance vector with that of the core in Rust, as canonical text.
// Runs in Node and unchanged in a browser.

/** The answer of an operation, or its error, as canonical text. */
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

/** The request with a history of its events, which only an object can contain. */
const ofHistory = (model, { request, history }) => ({ ...JSON.parse(request), events: model.history(history).history })

/** Texts of CSV, which the data set parses as the declared types. */
function coerced(Dataset, model, { profile = {}, events = [], as_of }) {
  const columns = (rows) => {
    const names = [...new Set(rows.flatMap(Object.keys))]
    return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name] ?? '')]))
  }
  // The data set trims texts of CSV.
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

/** Whether JavaScript parsed a whole number inexactly; with a history such lines are tested as text elsewhere. */
const isInexact = (value) => Number.isInteger(value) && !Number.isSafeInteger(value)
const isLost = ({ history, request }) =>
  history?.some((event) => Object.values(event).some(isInexact)) || (history && /[:,[]\s*-?\d{16,}\s*[,}\]]/.test(request))

/** The lines with another answer: name, answer of the core, answer of the package. */
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
