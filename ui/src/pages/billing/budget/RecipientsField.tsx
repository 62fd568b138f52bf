/** Who gets a budget's alerts: any number of mail-enabled security groups. */
import { Button, Field, makeStyles, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { useRead } from "../../../api/hooks";
import { type FieldError, fieldMessage } from "../../../components/FieldMessage";
import { type Choice, SearchPicker } from "../../../components/SearchPicker";
import { testId } from "../../../testIds";

interface RecipientsFieldProps {
  recipients: Choice[];
  error: FieldError | undefined;
  onChange(recipients: Choice[]): void;
}

/** A picker that is longer can't be read; the rest is found by typing. */
const OFFERED = 50;

const useStyles = makeStyles({
  chosen: {
    listStyleType: "none",
    margin: 0,
    padding: 0,
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalXS,
  },
  row: { display: "flex", alignItems: "center", columnGap: tokens.spacingHorizontalS },
});

export function RecipientsField({ recipients, error, onChange }: RecipientsFieldProps) {
  const styles = useStyles();
  const [typed, setTyped] = useState("");
  const groups = useRead(
    "group_list",
    { limit: OFFERED, mailEnabled: true, ...(typed && { search: typed }) },
    { keepPrevious: true },
  );
  const free = groups.data?.rows.filter(({ id }) => recipients.every((chosen) => chosen.id !== id));
  return (
    <>
      <Field
        label="Recipients"
        validationMessage={fieldMessage(error)}
        hint="Mail-enabled security groups. Without recipients nobody is told."
      >
        <SearchPicker
          name="recipient"
          placeholder="Search for a mail-enabled group"
          typed={typed}
          onType={setTyped}
          choices={free?.map(({ id, name, mail }) => ({ id, label: name, ...(mail && { detail: mail }) }))}
          total={groups.data && groups.data.total - (groups.data.rows.length - (free?.length ?? 0))}
          picked={undefined}
          onPick={(group) => {
            setTyped("");
            onChange([...recipients, group]);
          }}
        />
      </Field>
      {recipients.length > 0 && (
        <ul className={styles.chosen} aria-label="Chosen recipients">
          {recipients.map(({ id, label }) => (
            <li key={id} className={styles.row}>
              {label}
              <Button
                size="small"
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={`Remove ${label}`}
                onClick={() => onChange(recipients.filter((chosen) => chosen.id !== id))}
                data-testid={testId("budget-recipient-remove-<id>", { id })}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
