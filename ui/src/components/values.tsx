/** Amounts and times on screen: spelled for people, with the exact value beside them for tests and scripts. */
import { formatAmount, formatCount, formatCredits, formatDay, formatInstant, formatMoney } from "../locale/locale";

interface ValueProps {
  value: string;
  testId?: string;
}

/** Copilot Credits with their unit. */
export function Credits({ value, testId }: ValueProps) {
  return (
    <span data-value={value} data-testid={testId}>
      {formatCredits(value)}
    </span>
  );
}

/** Decimal text without a unit, where the column or the label names it. */
export function Amount({ value, testId }: ValueProps) {
  return (
    <span data-value={value} data-testid={testId}>
      {formatAmount(value)}
    </span>
  );
}

export function Money({ value, testId }: ValueProps) {
  return (
    <span data-value={value} data-testid={testId}>
      {formatMoney(value)}
    </span>
  );
}

export function Count({ value, testId }: { value: number; testId?: string }) {
  return (
    <span data-value={value} data-testid={testId}>
      {formatCount(value)}
    </span>
  );
}

/** An instant, in UTC. */
export function Instant({ value, testId }: ValueProps) {
  return (
    <time dateTime={value} data-value={value} data-testid={testId}>
      {formatInstant(value)}
    </time>
  );
}

export function Day({ value, testId }: ValueProps) {
  return (
    <time dateTime={value} data-value={value} data-testid={testId}>
      {formatDay(value)}
    </time>
  );
}

/** A sign-in name. Where it is too long for its place, it breaks after the @. */
export function SignInName({ value }: { value: string }) {
  const [name, domain] = value.split("@", 2);
  return domain === undefined ? (
    value
  ) : (
    <>
      {name}@<wbr />
      {domain}
    </>
  );
}
