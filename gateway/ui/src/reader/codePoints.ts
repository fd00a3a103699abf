/**
 * A string that knows where its code points begin: the gateway counts code points, JavaScript counts
 * UTF-16 units.
 */
export class CodePoints {
  private readonly units: Uint32Array;
  readonly length: number;

  constructor(readonly text: string) {
    const units = new Uint32Array(text.length + 1);
    let count = 0;
    for (let unit = 0; unit < text.length; count++) {
      units[count] = unit;
      unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
    }
    units[count] = text.length;
    this.units = units;
    this.length = count;
  }

  /** The code points from `start` to before `end`; what lies outside is left out. */
  slice(start: number, end: number): string {
    return this.text.slice(this.unit(start), this.unit(end));
  }

  /** Code point that holds this UTF-16 unit. */
  indexOf(unit: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.units[middle] ?? Infinity) <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private unit(codePoint: number): number {
    return this.units[Math.max(0, Math.min(codePoint, this.length))] ?? this.text.length;
  }
}
