/**
 * The one place that spells numbers, Copilot Credits, money and times. Amounts arrive as exact decimal text and are
 * never turned into floating-point numbers; times are UTC and say so. Nothing here adds or compares amounts.
 */
import { resolveLocale } from "./resolveLocale";

const locale = resolveLocale(typeof navigator === "undefined" ? [] : navigator.languages);

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const amount = new Intl.NumberFormat(locale, { maximumFractionDigits: 8 });
/** Day, month, year in every region, as the program's own sentences have it: "17 Nov 2026" is misread by nobody. */
const DATE_LOCALE = "en-GB";
const dayFormat = new Intl.DateTimeFormat(DATE_LOCALE, {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const shortDayFormat = new Intl.DateTimeFormat(DATE_LOCALE, { month: "short", day: "numeric", timeZone: "UTC" });
const monthFormat = new Intl.DateTimeFormat(DATE_LOCALE, { month: "long", year: "numeric", timeZone: "UTC" });
const shortMonthFormat = new Intl.DateTimeFormat(DATE_LOCALE, { month: "short", year: "numeric", timeZone: "UTC" });
const timeFormat = new Intl.DateTimeFormat(DATE_LOCALE, {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: "UTC",
});

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** `Intl` reads decimal text exactly, but its type wants to be told that it is decimal text. */
function exact(text: string): Intl.StringNumericLiteral {
  if (!DECIMAL.test(text)) {
    throw new RangeError(`not a decimal amount: ${text}`);
  }
  return text as Intl.StringNumericLiteral;
}

/** A count of things: `1,500`. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** Decimal text with all the places it has: `46,224.5`. */
export function formatAmount(text: string): string {
  return amount.format(exact(text));
}

/** Copilot Credits with their unit. */
export function formatCredits(text: string): string {
  return `${formatAmount(text)} ${text === "1" ? "Copilot Credit" : "Copilot Credits"}`;
}

/** Money in its currency, with all the places it has and at least two. */
export function formatMoney(text: string, currency = "USD"): string {
  const money = new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 8 });
  return money.format(exact(text));
}

/** A day from `YYYY-MM-DD` or an instant: `17 Nov 2026`. */
export function formatDay(day: string): string {
  return dayFormat.format(new Date(day));
}

/** A day for a chart's axis, without its year: `17 Nov`. */
export function formatShortDay(day: string): string {
  return shortDayFormat.format(new Date(day));
}

/** The month of a day or instant: `November 2026`. */
export function formatMonth(day: string): string {
  return monthFormat.format(new Date(day));
}

/** The month of a day for a chart's axis: `Nov 2026`. */
export function formatShortMonth(day: string): string {
  return shortMonthFormat.format(new Date(day));
}

/** The time of day of an instant: `10:00 UTC`. */
export function formatTime(instant: string): string {
  return `${timeFormat.format(new Date(instant))} UTC`;
}

/** Day and time of an instant: `17 Nov 2026, 10:00 UTC`. */
export function formatInstant(instant: string): string {
  return `${formatDay(instant)}, ${formatTime(instant)}`;
}

/** "1 person", "240 people": a count with its noun. */
export function formatQuantity(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** "Germany" of "DE". */
export function formatCountry(code: string): string {
  return new Intl.DisplayNames(locale, { type: "region", fallback: "code" }).of(code) ?? code;
}

/** "a, b and c". */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(items);
}
