// The state of the page. Actions change it, views read it.
import { useEffect, useState } from 'preact/hooks'
import type { Leads, Problem, TestOutcomes } from 'leadgrade-wasm'
import type { Curve, Format, Hint, Loaded, Picture, Story } from './engine/protocol.ts'
import type { Language } from './words.ts'

/** A filter by place: undefined matches anything, null matches leads without the label. */
export interface PlaceFilter {
  stage?: string | null
  grade?: string | null
  rank?: number | null
}

/** The filter of the list of leads. */
export interface Selection {
  at: PlaceFilter
  from?: PlaceFilter
  moved: boolean
  contains: string
  page: number
}

export interface State {
  language: Language
  /** The model's text, and a number that increases when another text is opened. */
  text: string
  opened: number
  format: Format
  name: string
  problems: readonly Problem[]
  /** The hints of the last valid text. */
  hints: Hint[]
  tests: TestOutcomes
  /** Whether any text was valid so far. */
  accepted: boolean
  /** Whether no text was valid since a model was opened; the first valid one is the one to compare with. */
  fresh: boolean
  curves: Curve[]
  sample: string | null
  loaded: Loaded
  asOf: string
  picture: Picture | null
  /** The stage whose grid is shown: undefined means all stages, null means leads without a stage. */
  stage: string | null | undefined
  selection: Selection | null
  leads: Leads | null
  lead: string | null
  story: Story | null
  notice: string | null
  busy: string | null
}

/** The number of leads on a page of the list. */
export const PAGE = 50

let state: State = {
  language: navigator.language.startsWith('ar') ? 'ar' : 'en',
  text: '',
  opened: 0,
  format: 'toml',
  name: 'model',
  problems: [],
  hints: [],
  tests: [],
  accepted: false,
  fresh: true,
  curves: [],
  sample: null,
  loaded: { profiles: 0, events: 0, days: null },
  asOf: '2026-11-22',
  picture: null,
  stage: undefined,
  selection: null,
  leads: null,
  lead: null,
  story: null,
  notice: null,
  busy: null,
}

const listeners = new Set<() => void>()

export const now = (): Readonly<State> => state

export function set(change: Partial<State>): void {
  state = { ...state, ...change }
  for (const tell of listeners) tell()
}

/** A hook that returns the state and renders the view again when it changes. */
export function useNow(): Readonly<State> {
  const [seen, see] = useState(state)
  useEffect(() => {
    const tell = () => see(state)
    tell()
    listeners.add(tell)
    return () => void listeners.delete(tell)
  }, [])
  return seen
}
