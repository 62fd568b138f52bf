import { describe, expect, it } from "vitest";
import { addDays, dayOf, isDay, isTimeOfDay, monthStart, nextMonthStart } from "./calendar";
import {
  formatAmount,
  formatCredits,
  formatDay,
  formatInstant,
  formatList,
  formatMoney,
  formatQuantity,
  formatTime,
} from "./locale";
import { resolveLocale } from "./resolveLocale";

describe("resolveLocale", () => {
  it("passes over names that Intl refuses, such as the C locale's", () => {
    expect(resolveLocale(["C"])).toBe("en-US");
    expect(resolveLocale(["POSIX", "en_GB.UTF-8", ""])).toBe("en-US");
    expect(resolveLocale([])).toBe("en-US");
  });

  it("keeps an English region and does not mix another language into English labels", () => {
    expect(resolveLocale(["de-DE", "en-GB"])).toBe("en-GB");
    expect(resolveLocale(["fr-FR"])).toBe("en-US");
  });
});

describe("amounts", () => {
  it("keep every place, also beyond what a float can hold", () => {
    expect(formatAmount("9223372036854.775807")).toBe("9,223,372,036,854.775807");
    expect(formatAmount("0.000001")).toBe("0.000001");
    expect(formatAmount("-12.5")).toBe("-12.5");
  });

  it("refuse what is no decimal text instead of showing NaN", () => {
    expect(() => formatAmount("1e3")).toThrow(RangeError);
    expect(() => formatAmount("")).toThrow(RangeError);
  });

  it("say their unit", () => {
    expect(formatCredits("46224")).toBe("46,224 Copilot Credits");
    expect(formatCredits("1")).toBe("1 Copilot Credit");
    expect(formatMoney("462.24")).toBe("$462.24");
    expect(formatMoney("0.1")).toBe("$0.10");
    expect(formatMoney("92233720368.54775807")).toBe("$92,233,720,368.54775807");
  });
});

describe("times", () => {
  it("are UTC and say so", () => {
    expect(formatTime("2026-11-17T23:05:00Z")).toBe("23:05 UTC");
    expect(formatInstant("2026-11-17T00:00:00Z")).toBe("17 Nov 2026, 00:00 UTC");
    expect(formatDay("2026-11-30")).toBe("30 Nov 2026");
  });

  it("walk over month and year ends", () => {
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(monthStart("2026-11-17")).toBe("2026-11-01");
    expect(nextMonthStart("2026-12-31")).toBe("2027-01-01");
    expect(dayOf("2026-11-17T23:59:59Z")).toBe("2026-11-17");
  });

  it("are checked before they are sent", () => {
    expect(isDay("2026-11-31")).toBe(false);
    expect(isDay("2026-11-30")).toBe(true);
    expect(isDay("5/3/2026")).toBe(false);
    expect(isTimeOfDay("24:00")).toBe(false);
    expect(isTimeOfDay("09:30")).toBe(true);
  });
});

describe("words", () => {
  it("count and join", () => {
    expect(formatQuantity(1, "person", "people")).toBe("1 person");
    expect(formatQuantity(1500, "person", "people")).toBe("1,500 people");
    expect(formatList(["a", "b", "c"])).toBe("a, b, and c");
  });
});
