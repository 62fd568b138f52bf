/** One switch of the rules: what it is about, its values with their sources, and what holds. */
import { Button, Field, makeStyles, Radio, RadioGroup, Spinner, Text, tokens } from "@fluentui/react-components";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useAct, useRead } from "../../api/hooks";
import { useNotices } from "../../components/Notices";
import { Page } from "../../components/Page";
import { PageLink } from "../../components/PageLink";
import { ProblemBar } from "../../components/ProblemBar";
import { Tag } from "../../components/Tag";
import { Instant } from "../../components/values";
import type { SettingAlternative } from "../../generated/SettingAlternative";
import type { SettingRow } from "../../generated/SettingRow";
import { formatDay } from "../../locale/locale";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  card: {
    display: "flex",
    flexDirection: "column",
    alignItems: "flex-start",
    rowGap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalL,
    maxWidth: "80ch",
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  choice: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXXS },
  detail: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

export function SettingPage() {
  const { key = "" } = useParams({ strict: false });
  const settings = useRead("setting_list", {});
  const setting = settings.data?.rows.find((row) => row.key === key);
  return (
    <Page title={setting?.label ?? "Setting"} subtitle={setting?.help} onlyHere>
      <PageLink to="/settings" data-testid={testId("setting-back")}>
        All settings
      </PageLink>
      {settings.isPending && <Spinner label="Loading" />}
      <ProblemBar problem={settings.error} onRetry={() => settings.refetch()} />
      {settings.data && !setting && <Text>There is no setting of this name.</Text>}
      {setting && <SettingForm key={`${setting.key} ${setting.revision}`} setting={setting} />}
    </Page>
  );
}

function SettingForm({ setting }: { setting: SettingRow }) {
  const styles = useStyles();
  const { key, label, value, since, changedBy, alternatives, revision } = setting;
  const [chosen, setChosen] = useState(value);
  const [unchanged, setUnchanged] = useState(false);
  const set = useAct("setting_set");
  const { say } = useNotices();
  async function save() {
    if (chosen === value) {
      setUnchanged(true);
      return;
    }
    // By then this form has made way for one of the new revision, so the answer is awaited here.
    const changed = await set.mutateAsync({ key, value: chosen, revision }).catch(() => undefined);
    if (changed) {
      say(`"${label}" was changed.`);
    }
  }
  return (
    <div className={styles.card}>
      <Text data-value={value} data-testid={testId("setting-current")}>
        {alternatives.find((other) => other.value === value)?.text}{" "}
        {since ? (
          <>
            Since <Instant value={since} />, by {changedBy}.
          </>
        ) : (
          "Nobody has changed this."
        )}
      </Text>
      <Field
        label="Value"
        validationMessage={unchanged ? "This value holds already: choose another one first." : undefined}
        validationState="none"
      >
        <RadioGroup
          value={chosen}
          onChange={(_, data) => {
            setChosen(data.value);
            setUnchanged(false);
            set.reset();
          }}
        >
          {alternatives.map((other) => (
            <Radio
              key={other.value}
              value={other.value}
              label={<Alternative alternative={other} isDefault={other.value === setting.default} />}
              data-testid={testId("setting-value-<value>", { value: other.value })}
            />
          ))}
        </RadioGroup>
      </Field>
      <ProblemBar problem={set.error} />
      <Button appearance="primary" onClick={save} data-testid={testId("setting-save")}>
        Save
      </Button>
    </div>
  );
}

function Alternative({ alternative, isDefault }: { alternative: SettingAlternative; isDefault: boolean }) {
  const styles = useStyles();
  const { label, text, basis, assumption, sources } = alternative;
  return (
    <span className={styles.choice}>
      <span>
        {label}
        {isDefault && " (default)"} {assumption && <Tag kind="assumption" />}
      </span>
      <span>{text}</span>
      <span className={styles.detail}>{basis}</span>
      {sources.map(({ title, date }) => (
        <span key={title} className={styles.detail}>
          Source: {title} ({date.length === 10 ? formatDay(date) : date})
        </span>
      ))}
    </span>
  );
}
