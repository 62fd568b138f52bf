/** Money of a bill in the bill's own currency; one that names no currency has a number alone. */
import { formatAmount, formatMoney } from "../../locale/locale";

const CODE = /^[A-Z]{3}$/;

export function BillMoney({ amount, currency }: { amount: string; currency: string }) {
  return <span data-value={amount}>{billMoney(amount, currency)}</span>;
}

export function billMoney(amount: string, currency: string): string {
  return CODE.test(currency) ? formatMoney(amount, currency) : `${formatAmount(amount)} ${currency}`.trim();
}
