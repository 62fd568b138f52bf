/** Reports › Anomalies: days on which the tenant, an agent or a person used much more than before, with the working. */
import { Dropdown, Field, makeStyles, Option, Text, tokens } from "@fluentui/react-components";
import { useAddress } from "../../app/useAddress";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { Page } from "../../components/Page";
import { PageLink } from "../../components/PageLink";
import { Tag } from "../../components/Tag";
import { Amount, Instant } from "../../components/values";
import type { AnomalyOf } from "../../generated/AnomalyOf";
import type { AnomalyRow } from "../../generated/AnomalyRow";
import { formatDay } from "../../locale/locale";
import { testId } from "../../testIds";
import { RangePicker } from "../usage/RangePicker";

const OF: Record<AnomalyOf | "all", string> = {
  all: "Tenant, agents and people",
  day: "Tenant",
  agent: "Agents",
  person: "People",
};

const useStyles = makeStyles({
  filters: { display: "flex", flexWrap: "wrap", alignItems: "flex-start", gap: tokens.spacingHorizontalM },
  note: { margin: 0, maxWidth: "100ch", color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

const COLUMNS: Column<AnomalyRow>[] = [
  {
    key: "day",
    label: "Day (UTC)",
    minWidth: 110,
    cell: ({ id, day, until }) => (
      <PageLink to="/reports/usage" search={{ from: day, until }} data-testid={testId("anomaly-usage-<id>", { id })}>
        {formatDay(day)}
      </PageLink>
    ),
  },
  { key: "of", label: "Of", minWidth: 80, cell: ({ ofLabel }) => ofLabel },
  { key: "name", label: "Name", minWidth: 150, cell: ({ name }) => name },
  {
    key: "credits",
    label: "Used (credits)",
    numeric: true,
    minWidth: 100,
    cell: ({ credits }) => <Amount value={credits} />,
  },
  {
    key: "median",
    label: "Usual: median (credits)",
    numeric: true,
    minWidth: 110,
    cell: ({ median }) => <Amount value={median} />,
  },
  {
    key: "limit",
    label: "Far off above (credits)",
    numeric: true,
    minWidth: 110,
    cell: ({ limit }) => <Amount value={limit} />,
  },
  {
    key: "services",
    label: "Services",
    unordered: true,
    initiallyHidden: true,
    cell: ({ services }) => services.join(", "),
  },
  { key: "working", label: "Working", unordered: true, width: "30%", minWidth: 280, cell: ({ working }) => working },
];

export function AnomaliesPage() {
  const styles = useStyles();
  const { address, change } = useAddress();
  const { from, until } = address;
  const asked = address.ask?.of;
  const of = asked === "day" || asked === "agent" || asked === "person" ? asked : undefined;
  const { answer, ...list } = usePagedList("anomaly_list", {
    list: "anomalies",
    searchLabel: "Search names",
    filter: { ...(from && { from }), ...(until && { until }), ...(of && { of }) },
    filterParts: ["ask", "from", "until"],
  });
  return (
    <Page
      title="Anomalies"
      onlyHere
      subtitle="Days on which the tenant, an agent or a person used much more than before, each measured by its own past."
    >
      {answer && (
        <div className={styles.filters}>
          <RangePicker shown={answer} onChange={(parts) => void change({ ...parts, pages: undefined })} />
          <Field label="Of">
            <Dropdown
              inlinePopup
              value={OF[of ?? "all"]}
              selectedOptions={[of ?? "all"]}
              onOptionSelect={(_, { optionValue }) =>
                void change({
                  ask: optionValue && optionValue !== "all" ? { of: optionValue } : undefined,
                  pages: undefined,
                })
              }
              data-testid={testId("anomaly-of")}
            >
              {Object.entries(OF).map(([key, label]) => (
                <Option key={key} value={key} data-testid={testId("anomaly-of-<choice>", { choice: key })}>
                  {label}
                </Option>
              ))}
            </Dropdown>
          </Field>
        </div>
      )}
      <DataList
        id="anomalies"
        label="Anomalies"
        columns={COLUMNS}
        {...list}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("anomaly-row-<id>", { id })}
        empty={
          <EmptyState
            title="No day is far off"
            text="On none of these days did the tenant, an agent or a person use much more than before, or there is too little past to tell."
          />
        }
      />
      {answer && (
        <>
          <p className={styles.note} data-testid={testId("anomaly-rule")}>
            <Tag kind="assumption" /> {answer.rule}
          </p>
          <Text size={200}>
            As of <Instant value={answer.asOf} />, simulated.
          </Text>
        </>
      )}
    </Page>
  );
}
