/** Settings: every switch that the rules know, and everything that Meterdesk assumes. */
import { makeStyles, Subtitle1, Text, tokens } from "@fluentui/react-components";
import { useRead } from "../../api/hooks";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { useListOrder } from "../../components/list/useListOrder";
import { Page } from "../../components/Page";
import { PageLink } from "../../components/PageLink";
import { Tag } from "../../components/Tag";
import { Instant } from "../../components/values";
import type { AssumptionView } from "../../generated/AssumptionView";
import type { SettingRow } from "../../generated/SettingRow";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
});

const SETTINGS: Column<SettingRow>[] = [
  {
    key: "name",
    label: "Setting",
    width: "40%",
    cell: ({ key, label }) => (
      <PageLink to="/settings/$key" params={{ key }} data-testid={testId("setting-open-<key>", { key })}>
        {label}
      </PageLink>
    ),
  },
  {
    key: "value",
    label: "Value",
    cell: (setting) => {
      const held = setting.alternatives.find(({ value }) => value === setting.value);
      return (
        <>
          {held?.label} {held?.assumption && <Tag kind="assumption" />}
        </>
      );
    },
  },
  {
    key: "since",
    label: "Changed",
    cell: ({ since, changedBy }) =>
      since ? (
        <>
          <Instant value={since} /> by {changedBy}
        </>
      ) : (
        "Never"
      ),
  },
];

const ASSUMPTIONS: Column<AssumptionView>[] = [
  { key: "text", label: "What Meterdesk assumes", cell: ({ text }) => text },
  { key: "basis", label: "Why, and what is known", cell: ({ basis }) => basis },
];

export function SettingsPage() {
  const styles = useStyles();
  const { order, sort } = useListOrder("settings");
  const asked = sort ? { sort } : {};
  const settings = useRead("setting_list", asked, { keepPrevious: true });
  const tenant = useRead("tenant_get", {});
  const nothing = <EmptyState title="There is nothing here" text="This workbook has none." />;
  return (
    <Page
      title="Rules and assumptions"
      subtitle="What isn't publicly known, or was stated differently over time, is a setting here. Each use is judged by what held at its time, so a change rewrites nothing that was before it."
      onlyHere
    >
      <DataList
        id="settings"
        label="Settings"
        order={order}
        written={{ list: "settings", request: asked }}
        columns={SETTINGS}
        rows={settings.data?.rows}
        problem={settings.error}
        onRetry={() => void settings.refetch()}
        rowKey={({ key }) => key}
        rowTestId={({ key }) => testId("setting-row-<key>", { key })}
        empty={nothing}
      />
      <section className={styles.section} aria-labelledby="assumptions-heading">
        <Subtitle1 as="h2" id="assumptions-heading">
          What Meterdesk assumes
        </Subtitle1>
        <Text>Nobody states these publicly. Each holds in this workbook as it is set up now.</Text>
        <DataList
          id="assumptions"
          label="What Meterdesk assumes"
          columns={ASSUMPTIONS}
          rows={tenant.data?.assumptions}
          problem={tenant.error}
          onRetry={() => void tenant.refetch()}
          rowKey={({ id }) => id}
          rowTestId={({ id }) => testId("assumption-row-<id>", { id })}
          empty={nothing}
        />
      </section>
    </Page>
  );
}
