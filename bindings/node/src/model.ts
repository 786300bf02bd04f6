import { Model as Surface, textOf, type Request } from '../../typescript/src/index.js'
import type { Document, Instant, TableRequest as Options } from '../../typescript/src/types.js'
import { Dataset, waited, type Ipc, type Waiting } from './dataset.js'
import type { NodeModel } from './native.js'

/** Tables of many leads: read anew, or kept in a dataset. */
export type Tables = { profiles?: Ipc | undefined; events?: Ipc | undefined } | { dataset: Dataset }

/** What is asked of tables; `as_of` is one instant, or a table of `lead` and `as_of`. */
export type TableRequest = Tables & Omit<Options, 'as_of'> & { as_of: Instant | Ipc }

/** How to wait, and how to write the tables of the answer. */
export interface TableWaiting extends Waiting {
  /** The format of Arrow IPC of the answer; without it the stream format. */
  format?: 'stream' | 'file' | undefined
}

/** Tables as Arrow IPC, and what was noticed. */
export interface ScoredTable {
  /** A row for each lead, or for each valid row of a table of instants. */
  leads: Buffer
  /** Everything that was not used, and why: `table`, `row` (from 0), `lead`, `column`, `code`, `reason`. */
  rejects: Buffer
  /** Where explanations were asked for, their entries. */
  explanations?: Buffer
  /** The first 1,000 names of events that no signal names: `event`, `count`. */
  unknown_events: Buffer
  /** Events of all other unknown names together. */
  unknown_rest: number
  /** Events whose instant was local time without an offset. */
  without_offset: number
  /** Events without a value that a signal with `points_per_unit` matched. */
  without_value: number
  /** Ids under which events with different contents came, lead by lead. */
  id_conflicts: number
}

/** A compiled model, with tables. */
export class Model extends Surface {
  static override fromToml(text: string | Uint8Array): Model {
    return super.fromToml(text) as Model
  }

  static override fromJson(document: Request<Document>): Model {
    return super.fromJson(document) as Model
  }

  /**
   * Scores all leads of tables, off the event loop and on all cores. The bytes must not change
   * before the promise settles.
   * @throws {LeadgradeError} for a request or a table that cannot be used; rows that cannot are
   * in `rejects`.
   */
  async assessTable(request: TableRequest, waiting: TableWaiting = {}): Promise<ScoredTable> {
    const { profiles, events, dataset, as_of, ...options } = request as AnyRequest
    const each = as_of instanceof Uint8Array
    const { text } = textOf(each ? options : { ...options, as_of })
    const tables = dataset ? dataset.native : ([profiles, events] as const)
    const model = this.native as NodeModel
    return waited(waiting.signal, (cancel) =>
      model.assessTable<ScoredTable>(
        tables,
        each ? as_of : undefined,
        text as string,
        waiting.format === 'file',
        cancel,
      ),
    )
  }
}

type AnyRequest = TableRequest & { profiles?: Ipc; events?: Ipc; dataset?: Dataset }
