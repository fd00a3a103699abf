import { describe, expect, it } from "vitest";
import { CodePoints } from "./codePoints";

describe("CodePoints", () => {
  it("cuts by code points where UTF-16 has two units", () => {
    const text = new CodePoints("⚓ ship 🚢, rare 𠮷, done");
    expect(text.length).toBe(22);
    expect(text.slice(7, 8)).toBe("🚢");
    expect(text.slice(15, 16)).toBe("𠮷");
    expect(text.slice(18, 22)).toBe("done");
  });

  it("leaves out what lies outside", () => {
    expect(new CodePoints("abc").slice(-5, 99)).toBe("abc");
    expect(new CodePoints("").slice(0, 1)).toBe("");
  });

  it("finds the code point of every unit", () => {
    const text = new CodePoints("a🚢b");
    expect([0, 1, 2, 3, 4].map((unit) => text.indexOf(unit))).toEqual([0, 1, 1, 2, 3]);
  });

  it("counts a lone surrogate as one", () => {
    expect(new CodePoints("a\uD83Db").length).toBe(3);
  });
});
