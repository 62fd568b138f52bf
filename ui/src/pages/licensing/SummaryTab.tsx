/** The summary's cards: what is owned, assigned and consumed, and where it went. */
import { Button, makeStyles, Spinner, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useId } from "react";
import { useRead } from "../../api/hooks";
import { useAddress } from "../../app/useAddress";
import { Chart } from "../../components/chart/Chart";
import { ProblemBar } from "../../components/ProblemBar";
import { Amount, Credits } from "../../components/values";
import type { LicensingView } from "../../generated/LicensingView";
import type { NamedUse } from "../../generated/NamedUse";
import { formatDay, formatInstant, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import { PlainTable } from "../azure/PlainTable";

const useStyles = makeStyles({
  cards: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(min(320px, 100%), 1fr))",
    gap: tokens.spacingHorizontalL,
    marginTop: tokens.spacingVerticalM,
    marginBottom: tokens.spacingVerticalL,
  },
  card: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  hero: {
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
  },
  figures: {
    margin: 0,
    display: "flex",
    flexWrap: "wrap",
    columnGap: tokens.spacingHorizontalXXL,
    rowGap: tokens.spacingVerticalS,
  },
  label: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  value: { margin: 0 },
});

export function SummaryTab() {
  const styles = useStyles();
  const { change } = useAddress();
  const navigate = useNavigate();
  const found = useRead("licensing_get", {});
  const view = found.data;
  if (!view) {
    return (
      <>
        <ProblemBar problem={found.error} onRetry={() => found.refetch()} />
        {found.isPending && <Spinner label="Loading" />}
      </>
    );
  }
  const period = `From ${formatDay(view.from)} on, as of ${formatInstant(view.asOf)}`;
  return (
    <>
      <div className={styles.cards}>
        <Card id="plans" title="Pay-as-you-go credits" period={period}>
          <span className={styles.hero}>
            <Credits value={view.charged} testId={testId("licensing-value-<name>", { name: "plan-credits" })} />
          </span>
          <Text>
            Billed to {formatQuantity(view.activePlans, "active billing plan", "active billing plans")}, pre-purchased
            credits included.
          </Text>
        </Card>
        <Card id="prepaid" title="Prepaid capacity" period={period}>
          <Prepaid view={view} />
          <div>
            <Button onClick={() => change({ panel: "capacity", id: undefined })}>Manage Capacity</Button>
          </div>
        </Card>
        <Card id="products" title="Capacity consumption by product" period={period}>
          <SplitTable
            label="Capacity consumption by product"
            first="Product"
            rows={view.products.map(({ product, prepaid, charged }) => ({
              key: product,
              name: product,
              prepaid,
              charged,
            }))}
          />
        </Card>
        <Card id="environments" title="Copilot credit usage by environment" period={period}>
          <SplitTable label="Copilot credit usage by environment" first="Environment" rows={view.environments} />
        </Card>
        <Card id="agents" title="Top Agents by credit usage" period={period}>
          <SplitTable label="Top Agents by credit usage" first="Agent" rows={view.agents} />
          <div>
            <Button
              onClick={() => void navigate({ to: "/power-platform/agents" })}
              data-testid={testId("licensing-agents-all")}
            >
              View all agents
            </Button>
          </div>
        </Card>
      </div>
      <div data-testid={testId("licensing-<card>", { card: "trend" })}>
        <Chart
          title="Total capacity consumption trend"
          summary={view.trendSummary}
          unit="Copilot Credits"
          series={[
            { key: "prepaid", label: "Prepaid capacity", outcome: "paid", total: view.trendTotals.prepaid },
            { key: "payAsYouGo", label: "Pay-as-you-go", outcome: "paid", total: view.trendTotals.charged },
          ]}
          days={view.trend.map(({ day, prepaid, charged, total }) => ({ day, credits: [prepaid, charged], total }))}
          total={view.trendTotals.total}
        />
      </div>
    </>
  );
}

function Card({ id, title, period, children }: { id: string; title: string; period: string; children: ReactNode }) {
  const styles = useStyles();
  const headingId = useId();
  return (
    <section className={styles.card} aria-labelledby={headingId} data-testid={testId("licensing-<card>", { card: id })}>
      <Subtitle2 as="h2" id={headingId}>
        {title}
      </Subtitle2>
      <Text className={styles.label}>{period}</Text>
      {children}
    </section>
  );
}

function Prepaid({ view }: { view: LicensingView }) {
  const styles = useStyles();
  const figures = [
    { name: "available", label: "Available", value: view.available },
    { name: "assigned", label: "Assigned", value: view.assigned },
    { name: "consumed", label: "Consumed", value: view.consumed },
    { name: "owned", label: "Owned a month", value: view.owned },
  ];
  return (
    <dl className={styles.figures}>
      {figures.map(({ name, label, value }) => (
        <div key={name}>
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.value}>
            <Credits value={value} testId={testId("licensing-value-<name>", { name })} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

type SplitRow = Pick<NamedUse, "key" | "name" | "prepaid" | "charged"> & { environment?: string | null };

function SplitTable({ label, first, rows }: { label: string; first: string; rows: SplitRow[] }) {
  if (rows.length === 0) {
    return <Text>Nothing was consumed in this period.</Text>;
  }
  return (
    <PlainTable
      label={label}
      columns={[first, "Prepaid (credits)", "Pay-as-you-go (credits)"]}
      rows={rows.map(({ key, name, environment, prepaid, charged }) => ({
        key,
        testId: testId("licensing-row-<key>", { key: `${first}-${key}` }),
        cells: [
          `${name || "No name"}${environment ? ` (${environment})` : ""}`,
          <Amount key="prepaid" value={prepaid} />,
          <Amount key="charged" value={charged} />,
        ],
      }))}
    />
  );
}
