/**
 * Reads the numbers of a packed answer from first to last; `core/src/wire/packed` has the format.
 * It checks nothing, since both sides are generated from one schema.
 */
export class PackedReader {
  /** Position of the next number. */
  private at = 0
  /** Where the next text starts that is not in the table. */
  private from = 0

  constructor(
    private readonly numbers: Float64Array,
    private readonly table: readonly string[],
    private otherTexts = '',
  ) {}

  /** Starts at the beginning of an answer; `otherTexts` joins its texts that are not in the table. */
  start(otherTexts: string): this {
    this.at = 0
    this.from = 0
    this.otherTexts = otherTexts
    return this
  }

  private next(): number {
    return this.numbers[this.at++] as number
  }

  number(): number {
    return this.next()
  }

  maybeNumber(): number | null {
    const number = this.next()
    return number === number ? number : null
  }

  flag(): boolean {
    return this.next() > 0
  }

  text<T extends string = string>(): T {
    return this.textOf(this.next()) as T
  }

  maybeText<T extends string = string>(): T | null {
    const number = this.next()
    return number === number ? (this.textOf(number) as T) : null
  }

  private textOf(number: number): string {
    if (number >= 0) return this.table[number] as string
    const { from } = this
    this.from = from - number - 1
    return this.otherTexts.slice(from, this.from)
  }

  object<T>(read: (reader: PackedReader) => T): T {
    this.at += 1
    return read(this)
  }

  maybeObject<T>(read: (reader: PackedReader) => T): T | null {
    const number = this.next()
    return number === number ? read(this) : null
  }

  list<T>(read: (reader: PackedReader) => T): T[] {
    return this.objects(this.next(), read)
  }

  maybeList<T>(read: (reader: PackedReader) => T): T[] | null {
    const length = this.next()
    return length === length ? this.objects(length, read) : null
  }

  texts(): string[] {
    return this.textList(this.next())
  }

  maybeTexts(): string[] | null {
    const length = this.next()
    return length === length ? this.textList(length) : null
  }

  flagOrTexts(): boolean | string[] {
    const number = this.next()
    return Number.isFinite(number) ? this.textList(number) : number > 0
  }

  private objects<T>(length: number, read: (reader: PackedReader) => T): T[] {
    const list: T[] = []
    for (let at = 0; at < length; at += 1) list.push(this.object(read))
    return list
  }

  private textList(length: number): string[] {
    const list: string[] = []
    for (let at = 0; at < length; at += 1) list.push(this.text())
    return list
  }
}
