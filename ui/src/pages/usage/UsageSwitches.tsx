/** The visible choices of the usage report. All of them are in the address. */
import { Field, makeStyles, Radio, RadioGroup, tokens } from "@fluentui/react-components";
import type { Address } from "../../app/address";
import { Tag } from "../../components/Tag";
import type { UsageBasis } from "../../generated/UsageBasis";
import type { UsageSeriesView } from "../../generated/UsageSeriesView";
import type { UsageSplit } from "../../generated/UsageSplit";
import type { UsageTimeline } from "../../generated/UsageTimeline";
import { testId } from "../../testIds";
import { RangePicker } from "./RangePicker";

const useStyles = makeStyles({
  switches: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "flex-start",
    columnGap: tokens.spacingHorizontalXXL,
    rowGap: tokens.spacingVerticalM,
  },
});

interface UsageSwitchesProps {
  by: UsageSplit;
  basis: UsageBasis;
  timeline: UsageTimeline;
  /** What is shown now; tells what today is. */
  shown: UsageSeriesView | undefined;
  onChange(parts: Partial<Address>): void;
}

export function UsageSwitches({ by, basis, timeline, shown, onChange }: UsageSwitchesProps) {
  const styles = useStyles();
  return (
    <div className={styles.switches}>
      {shown && <RangePicker shown={shown} onChange={onChange} />}
      <Choice<UsageSplit>
        name="by"
        label="Split by"
        value={by}
        options={[
          { value: "payer", label: "Payer" },
          { value: "environment", label: "Environment" },
        ]}
        onChoose={(value) => onChange({ by: value })}
      />
      <Choice<UsageBasis>
        name="basis"
        label="Basis"
        value={basis}
        options={[
          { value: "metered", label: "Metered" },
          { value: "reported", label: "Reported: environment report" },
        ]}
        onChoose={(value) => onChange({ basis: value, timeline: undefined })}
      />
      {basis === "metered" && (
        <Choice<UsageTimeline>
          name="timeline"
          label="Timeline"
          onlyHere
          value={timeline}
          options={[
            { value: "actual", label: "Actual" },
            { value: "asIfToday", label: "As if today's set-up" },
          ]}
          onChoose={(value) => onChange({ timeline: value })}
        />
      )}
    </div>
  );
}

interface ChoiceProps<T extends string> {
  name: string;
  label: string;
  onlyHere?: boolean;
  value: T;
  options: { value: T; label: string }[];
  onChoose(value: T): void;
}

function Choice<T extends string>({ name, label, onlyHere = false, value, options, onChoose }: ChoiceProps<T>) {
  return (
    <Field
      label={{
        children: (
          <>
            {label} {onlyHere && <Tag kind="onlyHere" />}
          </>
        ),
      }}
    >
      <RadioGroup layout="horizontal" value={value} onChange={(_, data) => onChoose(data.value as T)}>
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            label={option.label}
            data-testid={testId("usage-<switch>-<choice>", { switch: name, choice: option.value })}
          />
        ))}
      </RadioGroup>
    </Field>
  );
}
