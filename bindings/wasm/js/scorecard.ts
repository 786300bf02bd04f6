import { called, textOf, wrongArgument } from '../../typescript/src/index.js'
import type { Request } from '../../typescript/src/index.js'
import type { Grid, Leads, LeadsRequest, Moves, TablesReport } from '../../typescript/src/types.js'
import { Held } from './held.js'
import { within } from './instance.js'
import { textual } from './text.js'

/** The module's class. Its generated type needs newer TypeScript libraries than users may have. */
interface NativeScorecard {
  grid(): string
  report(): string
  moves(before: NativeScorecard): string
  leads(request: string): string
  leadsMoved(request: string, before: NativeScorecard): string
  free(): void
}

/** The native scorecard of an argument. @throws {LeadgradeError} for anything else. */
let held: (scorecard: unknown, name: string) => NativeScorecard

/** The leads of a data set, scored by a model at one instant. */
export class Scorecard {
  readonly #held: Held<NativeScorecard>

  static {
    held = (scorecard, name) => {
      if (typeof scorecard === 'object' && scorecard !== null && #held in scorecard) return scorecard.#held.get()
      throw wrongArgument(name, scorecard, 'what `assess` of a `Dataset` gave')
    }
  }

  /** @internal */
  constructor(native: NativeScorecard) {
    this.#held = new Held(native, 'the scorecard')
  }

  /** The number of leads by stage, grade and rank. */
  grid(): Grid {
    return this.#answer((scorecard) => scorecard.grid()) as Grid
  }

  /** Rejects, hints and counts of the tables. */
  report(): TablesReport {
    return this.#answer((scorecard) => scorecard.report()) as TablesReport
  }

  /** The leads that moved since another scorecard, of another model or another instant. */
  moves(before: Scorecard): Moves {
    const other = held(before, 'before')
    return this.#answer((scorecard) => scorecard.moves(other)) as Moves
  }

  /**
   * Leads by priority, the greatest first. With an earlier scorecard, only the leads that moved,
   * with their earlier scores. @throws {LeadgradeError}
   */
  leads(request: Request<LeadsRequest>, before?: Scorecard): Leads {
    const other = before === undefined ? undefined : held(before, 'before')
    const { text } = textOf(request, 'request')
    const asked = textual(text)
    const leads = (scorecard: NativeScorecard) => (other ? scorecard.leadsMoved(asked, other) : scorecard.leads(asked))
    return this.#answer(leads) as Leads
  }

  #answer(ask: (scorecard: NativeScorecard) => string): unknown {
    const scorecard = held(this, 'this')
    return JSON.parse(called(() => within(() => ask(scorecard))))
  }

  /** Frees the memory at once; otherwise the garbage collector frees it later. */
  free(): void {
    this.#held.free()
  }
}
