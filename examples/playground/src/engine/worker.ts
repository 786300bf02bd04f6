// The engine: holds the tables and the models, in a worker.
import {
  Dataset,

  LeadgradeError,
  Model,
  load,
  placesOf,
  type Scorecard,
} from 'leadgrade-wasm'
import { curves } from './fading.ts'
import { read } from './files.ts'
import type { Answer, Engine, Format, Loaded, Picture, Request, Review, Table } from './protocol.ts'

/** The days after `as_of` in which a lead's next change is searched. */
const AHEAD = 90

interface Grading {
  scorecard: Scorecard
  model: Model
  asOf: string
}

class Playground implements Engine {
  private data = new Dataset()
  private days: Loaded['days'] = null
  private model: Model | undefined
  /** The text of the model. */
  private source: { text: string; format: Format } = { text: '', format: 'toml' }
  private before: Model | undefined
  /** The results that are shown: of the current and of the previous model. */
  private now: Grading | undefined
  private then: Grading | undefined

  compile(text: string, format: Format) {
    try {
      this.model = format === 'toml' ? Model.fromToml(text) : Model.fromJson(text)
    } catch (error) {
      if (error instanceof LeadgradeError) return error.problems
      throw error
    }
    this.source = { text, format }
    return []
  }

  review(days: number): Review {
    const model = this.compiled()
    const findings = model.lint()
    const places = placesOf(this.source.text, this.source.format, findings.map(({ path }) => path))
    const hints = findings.map((finding, at) => ({ ...finding, ...(places[at] ?? { line: 1, column: 1 }) }))
    return { hints, tests: model.runTests(), curves: curves(model, days) }
  }

  keep(): void {
    this.before = this.model
  }

  json(): string {
    return JSON.stringify(this.compiled().document(), null, 2)
  }

  clear(): Loaded {
    this.data.free()
    this.data = new Dataset()
    this.days = null
    this.forget()
    return this.loaded()
  }

  async load(table: Table, file: Blob, name: string): Promise<Loaded> {
    this.forget()
    let before = 0
    const had = this.data.rows[table]
    try {
      await read(file, (piece) => {
        before = 'lines' in piece ? piece.before : 0
        const [rows, coerce] = 'lines' in piece ? [piece.lines, false] : [piece.columns, true]
        if (table === 'profiles') this.data.addProfiles(rows, { coerce })
        else this.data.addEvents(rows, { coerce })
        if (table === 'events') this.widenDays('lines' in piece ? instants(piece.lines) : (piece.columns.at ?? []))
      })
    } catch (error) {
      const added = this.data.rows[table] - had
      const rest = added ? ` (the first ${added} rows were added)` : ''
      throw new Error(`${name}: ${messageOf(error as Error, before)}${rest}`)
    }
    return this.loaded()
  }

  picture(asOf: string): Picture {
    const model = this.compiled()
    const start = performance.now()
    const before = this.scorecardBefore(asOf)
    const scorecard = this.data.assess(model, asOf)
    if (this.now !== this.then) this.now?.scorecard.free()
    this.now = { scorecard, model, asOf }
    const moves = before ? scorecard.moves(before) : null
    const took = performance.now() - start
    const { fingerprint } = model.info()
    return { fingerprint, asOf, grid: scorecard.grid(), moves, report: scorecard.report(), took }
  }

  leads(...[request, moved]: Parameters<Engine['leads']>) {
    if (!this.now) throw new Error('no leads were scored yet')
    return this.now.scorecard.leads(request, moved ? this.then?.scorecard : undefined)
  }

  story(...[id, asOf, from, to]: Parameters<Engine['story']>) {
    const model = this.compiled()
    const text = this.data.leadJson(model, id, asOf)
    if (text === 'null') return null
    const lead = JSON.parse(text)
    const request = { ...lead, as_of: asOf }
    const { before } = this
    return {
      explained: model.explain(request),
      change: before && before !== model ? before.compare(request, model) : null,
      next: model.nextChange({ ...request, horizon_days: AHEAD }),
      timeline: model.timeline({ ...lead, from, to, every: 'number' }),
      events: lead.events,
    }
  }

  private loaded(): Loaded {
    return { ...this.data.rows, days: this.days }
  }

  private compiled(): Model {
    if (!this.model) throw new Error('there is no model yet')
    return this.model
  }

  private forget(): void {
    this.now?.scorecard.free()
    if (this.then !== this.now) this.then?.scorecard.free()
    this.now = this.then = undefined
  }

  /** The result of the previous model: the one that is shown if it still fits, otherwise a new one. */
  private scorecardBefore(asOf: string): Scorecard | undefined {
    const { before, model, now, then } = this
    if (!before || before === model) return undefined
    const fits = (grading: Grading | undefined) => grading?.model === before && grading.asOf === asOf
    if (fits(then)) return then?.scorecard
    if (then !== now) then?.scorecard.free()
    this.then = fits(now) ? now : { scorecard: this.data.assess(before, asOf), model: before, asOf }
    return this.then?.scorecard
  }

  /** Extends the range of days of events. */
  private widenDays(instants: readonly string[]): void {
    for (const instant of instants) {
      const day = instant.slice(0, 10)
      if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(day)) continue
      this.days ??= { first: day, last: day }
      if (day < this.days.first) this.days.first = day
      if (day > this.days.last) this.days.last = day
    }
  }
}

/** The message for an error in a file; `before` is the number of lines before the piece. */
function messageOf(error: Error, before: number): string {
  if (!(error instanceof LeadgradeError)) return error.message
  const place = (line: number | undefined) => (line === undefined ? '' : `line ${line + before}: `)
  return error.problems.map(({ line, message, help }) => `${place(line)}${message}${help && ` (${help})`}`).join('\n')
}

function instants(lines: string): string[] {
  return [...lines.matchAll(/"at"\s*:\s*"([^"]{10})/g)].map(([, day]) => day ?? '')
}

const ready = load().then(() => new Playground())

/** Answers requests one at a time, in order. */
let queue: Promise<unknown> = ready

async function answer({ id, method, given }: Request): Promise<Answer> {
  try {
    const playground = await ready
    const result = await (playground[method] as (...given: unknown[]) => unknown)(...given)
    return { id, result }
  } catch (error) {
    if (error instanceof LeadgradeError) return { id, problems: error.problems }
    return { id, failed: error instanceof Error ? error.message : String(error) }
  }
}

self.onmessage = ({ data }: MessageEvent<Request>) => {
  queue = queue.then(async () => self.postMessage(await answer(data)))
}
