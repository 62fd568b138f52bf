/** Closes a month, after saying what it goes on showing and where later changes will stand. */
import { Spinner } from "@fluentui/react-components";
import { useAct, usePreview } from "../../api/hooks";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { useNotices } from "../../components/Notices";
import type { MonthClosed } from "../../generated/MonthClosed";
import { formatCredits, formatMoney, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import type { NamedMonth } from "./monthStates";

export function CloseMonthDialog({ named: { month, label }, onClose }: { named: NamedMonth; onClose(): void }) {
  const request = { month };
  const close = useAct("month_close");
  const preview = usePreview("month_close", request, { enabled: close.isIdle || close.isError });
  const { say } = useNotices();
  const confirm = () =>
    close.mutate(request, {
      onSuccess: ({ correctedIn }) => {
        say(`${label} was closed.`, `What changes in it from now on is corrected in ${correctedIn}.`);
        onClose();
      },
    });
  return (
    <ConfirmDialog
      title={`Close ${label}?`}
      confirmLabel="Close month"
      problem={close.error ?? preview.error}
      onConfirm={confirm}
      onCancel={onClose}
    >
      {preview.isPending && <Spinner size="tiny" label="Working out what this does" />}
      {preview.data && <Effects closed={preview.data} />}
    </ConfirmDialog>
  );
}

function Effects({ closed: { month, correctedIn } }: { closed: MonthClosed }) {
  const { label, usageRows, credits, payAsYouGoUsd, corrections, correctionCredits, correctionUsd } = month;
  return (
    <ul data-testid={testId("close-effects")}>
      <li>
        {label} goes on showing what it shows now: {formatQuantity(usageRows, "row", "rows")} of usage,{" "}
        {formatCredits(credits)}, and {formatMoney(payAsYouGoUsd)} of pay-as-you-go.
      </li>
      {corrections.length > 0 && (
        <li>
          It keeps its corrections of earlier months: {formatCredits(correctionCredits)} and{" "}
          {formatMoney(correctionUsd)}.
        </li>
      )}
      <li>
        What is imported for it later, or taken back, changes none of these figures. {correctedIn} shows the difference
        as a correction.
      </li>
      <li>A closed month can't be opened again. A branch that begins before the closing has it open.</li>
    </ul>
  );
}
