/** What a reconciliation is asked about: the days, the two sources compared, and of which files they are. */
import { Dropdown, Field, makeStyles, Option, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { Address } from "../../app/address";
import type { ReconciliationListed } from "../../generated/ReconciliationListed";
import type { ReconciliationPair } from "../../generated/ReconciliationPair";
import type { ReconciliationSource } from "../../generated/ReconciliationSource";
import { testId } from "../../testIds";
import { CustomRange } from "../usage/RangePicker";
import { reportTime } from "./reportTime";

export const PAIRS: Record<ReconciliationPair, string> = {
  settledAzure: "Settled less Azure's bill",
  reportedAzure: "Reported less Azure's bill",
  reportedSettled: "Reported less settled",
};

const CUSTOM = "custom";

const useStyles = makeStyles({
  filters: { display: "flex", flexWrap: "wrap", alignItems: "flex-start", gap: tokens.spacingHorizontalM },
  filter: { minWidth: "min(220px, 100%)", maxWidth: "100%" },
});

interface ReconciliationFiltersProps {
  answer: ReconciliationListed;
  onAsk(parts: Partial<Address>): void;
}

export function ReconciliationFilters({ answer, onAsk }: ReconciliationFiltersProps) {
  const styles = useStyles();
  const { compare, report, bill, sources } = answer;
  // Other days may have other files: only what is compared is kept.
  const ask = (parts: Record<string, string>) =>
    onAsk({
      ask: { compare, ...(report && { report: report.kind }), ...(bill && { bill: bill.kind }), ...parts },
    });
  return (
    <div className={styles.filters}>
      <Period answer={answer} onAsk={onAsk} />
      <Field className={styles.filter} label="Compare">
        <Dropdown
          inlinePopup
          value={PAIRS[compare]}
          selectedOptions={[compare]}
          onOptionSelect={(_, { optionValue }) => optionValue && ask({ compare: optionValue })}
          data-testid={testId("reconciliation-compare")}
        >
          {Object.entries(PAIRS).map(([key, label]) => (
            <Option key={key} value={key} data-testid={testId("reconciliation-compare-<choice>", { choice: key })}>
              {label}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <Source
        label="Report"
        ids={["reconciliation-report", "reconciliation-report-<kind>"]}
        shown={report}
        sources={sources.filter(({ isBill }) => !isBill)}
        onChoose={(kind) => ask({ report: kind, ...(compare === "settledAzure" && { compare: "reportedSettled" }) })}
      />
      <Source
        label="Bill"
        ids={["reconciliation-bill", "reconciliation-bill-<kind>"]}
        shown={bill}
        sources={sources.filter(({ isBill }) => isBill)}
        onChoose={(kind) => ask({ bill: kind })}
      />
    </div>
  );
}

function Period({ answer, onAsk }: ReconciliationFiltersProps) {
  const styles = useStyles();
  const { from, until, periods, compare } = answer;
  const [asking, setAsking] = useState(false);
  const known = periods.find((period) => period.from === from && period.until === until);
  const isCustom = asking || !known;
  const choose = (parts: { from: string; until: string }) => {
    setAsking(false);
    onAsk({ ...parts, ask: { compare } });
  };
  return (
    <>
      <Field className={styles.filter} label="Days (UTC)">
        <Dropdown
          inlinePopup
          value={isCustom ? `Custom: ${reportTime(answer)}` : known.label}
          selectedOptions={[isCustom ? CUSTOM : `${from}_${until}`]}
          onOptionSelect={(_, { optionValue }) => {
            const chosen = periods.find((period) => `${period.from}_${period.until}` === optionValue);
            if (chosen) {
              choose({ from: chosen.from, until: chosen.until });
            } else {
              setAsking(true);
            }
          }}
          data-testid={testId("reconciliation-period")}
        >
          {periods.map((period) => {
            const key = `${period.from}_${period.until}`;
            return (
              <Option key={key} value={key} data-testid={testId("reconciliation-period-<choice>", { choice: key })}>
                {period.label}
              </Option>
            );
          })}
          <Option value={CUSTOM} data-testid={testId("reconciliation-period-<choice>", { choice: CUSTOM })}>
            Custom
          </Option>
        </Dropdown>
      </Field>
      {isCustom && <CustomRange key={`${from} ${until}`} range={{ from, until }} onApply={choose} />}
    </>
  );
}

interface SourceProps {
  label: string;
  /** Test ids of the field and of a choice. */
  ids:
    | readonly ["reconciliation-report", "reconciliation-report-<kind>"]
    | readonly ["reconciliation-bill", "reconciliation-bill-<kind>"];
  shown: ReconciliationSource | null | undefined;
  sources: ReconciliationSource[];
  onChoose(kind: string): void;
}

function Source({ label, ids: [fieldId, choiceId], shown, sources, onChoose }: SourceProps) {
  const styles = useStyles();
  return (
    <Field className={styles.filter} label={label}>
      <Dropdown
        inlinePopup
        disabled={sources.length === 0}
        placeholder={sources.length === 0 ? "None of these days" : "Not shown"}
        value={shown?.label ?? ""}
        selectedOptions={shown ? [shown.kind] : []}
        onOptionSelect={(_, { optionValue }) => optionValue && onChoose(optionValue)}
        data-testid={testId(fieldId)}
      >
        {sources.map(({ kind, label: text }) => (
          <Option key={kind} value={kind} data-testid={testId(choiceId, { kind })}>
            {text}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}
