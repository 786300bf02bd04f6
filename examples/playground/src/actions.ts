// The user's actions. Each calls the engine and changes the state.
import type { Leads, LeadsRequest } from 'leadgrade-wasm'
import { engine, latest } from './engine/client.ts'
import type { Format, Table } from './engine/protocol.ts'
import { kindOf } from './kind.ts'
import { SAMPLES, type SampleName } from './samples.ts'
import { now, PAGE, set, type PlaceFilter, type Selection } from './state.ts'
import type { Language } from './words.ts'

/** The days of a lead's past and future in its chart. */
const PAST = 365
const AHEAD = 90
/** The days of the curves that show how points fade. */
const FADING = 180
/** The maximum number of leads in one answer of the engine. */
const MAX_LEADS = 100_000

export const speak = (language: Language) => set({ language })

export function dayPlus(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Shows an error; the page stays as it is. */
function showError(error: unknown): void {
  set({ notice: error instanceof Error ? error.message : String(error), busy: null })
}

/** Wraps an action so that its errors are shown. */
const showingErrors =
  <Given extends unknown[]>(work: (...given: Given) => Promise<void>) =>
  (...given: Given): Promise<void> =>
    work(...given).catch(showError)

/** Compiles the text if it changed, scores all leads, and updates the open list and lead. */
const refresh = latest(showingErrors(refreshed))

async function refreshed(changed: 'text' | 'tables' | 'instant'): Promise<void> {
  if (changed === 'text') {
    const problems = await engine.compile(now().text, now().format)
    set({ problems })
    if (problems.length > 0) return
    if (now().fresh) await engine.keep()
    set({ accepted: true, fresh: false })
  }
  if (!now().accepted) return
  const picture = await engine.picture(now().asOf)
  set({ picture })
  await list()
  await updateStory()
  if (changed === 'text') set(await engine.review(FADING))
}

/** Changes the text. Edits during a refresh are combined into one. */
export function edit(text: string): void {
  if (text === now().text) return
  set({ text })
  refresh('text')
}

export function setAsOf(asOf: string): void {
  if (!asOf || asOf === now().asOf) return
  set({ asOf })
  refresh('instant')
}

/** Opens the text of a model. */
async function openModel(text: string, name: string, format: Format): Promise<void> {
  set({ text, name, format, fresh: true, opened: now().opened + 1, stage: undefined, selection: null, leads: null, lead: null, story: null })
  await refreshed('text')
}

export const keep = showingErrors(async () => {
  await engine.keep()
  await refreshed('tables')
})

export const openSample = showingErrors(async (name: SampleName) => {
  const sample: (typeof SAMPLES)[SampleName] = SAMPLES[name]
  set({ busy: sample.name, notice: null })
  set({ loaded: await engine.clear(), picture: null, asOf: sample.asOf, sample: name })
  if ('profiles' in sample) {
    const [profiles, events] = await Promise.all([sample.profiles, sample.events].map(fetched))
    await engine.load('profiles', profiles!, 'profiles.csv')
    set({ loaded: await engine.load('events', events!, 'events.csv') })
  }
  await openModel(sample.model, sample.name, 'toml')
  set({ busy: null })
})

async function fetched(address: string): Promise<Blob> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address}: ${response.status} ${response.statusText}`)
  return response.blob()
}

/** Opens files of any kind. Tables replace those of a sample, and are added to the user's own. */
export const openFiles = showingErrors(async (files: readonly File[]) => {
  set({ notice: null })
  const all = await Promise.all(files.map(async (file) => ({ file, kind: await kindOf(file) })))
  const tables = all.filter(({ kind }) => kind === 'profiles' || kind === 'events')
  if (tables.length > 0 && now().sample) set({ loaded: await engine.clear(), sample: null })
  for (const { file, kind } of tables) {
    set({ busy: file.name })
    set({ loaded: await engine.load(kind as Table, file, file.name) })
  }
  const last = now().loaded.days?.last
  if (tables.length > 0 && last) set({ asOf: last })
  for (const { file, kind } of all) {
    if (kind !== 'toml' && kind !== 'json') continue
    await openModel(await file.text(), file.name.replace(/\.\w+$/, ''), kind)
  }
  // Opening a valid model has scored the leads already.
  const isGraded = tables.length < all.length && now().problems.length === 0
  if (!isGraded) await refreshed('tables')
  set({ busy: null })
})

/** Converts a TOML model to JSON with every default filled in; does nothing if the text has problems. */
export const asJson = showingErrors(async () => {
  if (now().problems.length > 0 || now().format === 'json') return
  set({ text: await engine.json(), format: 'json', opened: now().opened + 1 })
  await refreshed('text')
})

export const showStage = (stage: string | null | undefined) => {
  set({ stage })
  select(stage === undefined ? {} : { at: { stage } })
}

/** Lists leads. */
export function select(change: Partial<Selection>): void {
  const none: Selection = { at: {}, moved: false, contains: '', page: 0 }
  set({ selection: { ...none, ...change } })
  void showingErrors(list)()
}

export function selectCell(grade: string | null, rank: number | null): void {
  const { stage } = now()
  select({ at: { ...(stage === undefined ? {} : { stage }), grade, rank } })
}

export const selectFlow = (from: PlaceFilter, at: PlaceFilter) => select({ at, from, moved: true })

function leadsRequest({ at, from, moved, contains }: Selection): LeadsRequest {
  return { at, contains, ...(moved && from ? { from } : {}) }
}

/** Whether to list only leads that moved, which needs a previous model. */
const isMoved = ({ moved }: Selection) => moved && now().picture?.moves != null

async function list(): Promise<void> {
  const { selection } = now()
  if (!selection || !now().picture) return set({ leads: null })
  const moved = isMoved(selection)
  const page = { offset: selection.page * PAGE, limit: PAGE }
  const leads = await engine.leads({ ...leadsRequest({ ...selection, moved }), ...page }, moved)
  if (now().selection === selection) set({ leads })
}

export async function allListed(): Promise<Leads | null> {
  const { selection } = now()
  if (!selection) return null
  const moved = isMoved(selection)
  return engine.leads({ ...leadsRequest({ ...selection, moved }), limit: MAX_LEADS }, moved)
}

export const openLead = showingErrors(async (lead: string | null) => {
  set({ lead, ...(lead === null ? { story: null } : {}) })
  await updateStory()
})

async function updateStory(): Promise<void> {
  const { lead, asOf } = now()
  if (lead === null || !now().picture) return
  const story = await engine.story(lead, asOf, dayPlus(asOf, -PAST), dayPlus(asOf, AHEAD))
  if (now().lead === lead) set({ story })
}

export const dismiss = () => set({ notice: null })
