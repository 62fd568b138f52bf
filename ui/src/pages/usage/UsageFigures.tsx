/** The figures of the usage report: totals with their period and "as of", what is left out, chart and table. */
import {
  MessageBar,
  MessageBarBody,
  makeStyles,
  Skeleton,
  SkeletonItem,
  Text,
  tokens,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import { Chart } from "../../components/chart/Chart";
import { Amount, Count, Instant, Money } from "../../components/values";
import type { UsageSeriesView } from "../../generated/UsageSeriesView";
import { addDays } from "../../locale/calendar";
import { formatDay, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  figures: {
    display: "flex",
    flexWrap: "wrap",
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalM,
  },
  figure: { display: "flex", flexDirection: "column" },
  hero: {
    fontSize: tokens.fontSizeHero800,
    lineHeight: tokens.lineHeightHero800,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: "anywhere",
  },
  skeleton: { height: "420px" },
});

export function UsageFigures({ series }: { series: UsageSeriesView | undefined }) {
  const styles = useStyles();
  if (!series) {
    return (
      <Skeleton aria-label="Loading">
        <SkeletonItem className={styles.skeleton} />
      </Skeleton>
    );
  }
  return (
    <>
      <Remarks series={series} />
      <div className={styles.figures}>
        <Figure label="Copilot Credits">
          <Amount value={series.total} testId={testId("usage-total")} />
        </Figure>
        {series.payAsYouGoUsd != null && (
          <Figure label="Charged by pay-as-you-go (USD)">
            <Money value={series.payAsYouGoUsd} testId={testId("usage-usd")} />
          </Figure>
        )}
        {series.basis === "metered" && (
          <Figure label="Metered rows">
            <Count value={series.rows} testId={testId("usage-rows")} />
          </Figure>
        )}
      </div>
      <Text data-testid={testId("usage-period")} data-basis={series.basis} data-timeline={series.timeline}>
        {formatDay(series.from)} to {formatDay(addDays(series.until, -1))}, {basisLabel(series)}, as of{" "}
        <Instant value={series.asOf} />, simulated
      </Text>
      <Chart
        title={
          series.timeline === "asIfToday" ? "Copilot Credits per day, as if today's set-up" : "Copilot Credits per day"
        }
        summary={series.summary}
        unit="Copilot Credits"
        series={series.series}
        days={series.days}
        total={series.total}
      />
    </>
  );
}

function basisLabel({ basis, timeline }: UsageSeriesView): string {
  if (basis !== "metered") {
    return "reported: environment report";
  }
  return timeline === "asIfToday" ? "metered, as if today's set-up" : "metered, actual";
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.figure}>
      <Text>{label}</Text>
      <span className={styles.hero}>{children}</span>
    </div>
  );
}

function Remarks({ series }: { series: UsageSeriesView }) {
  const isMetered = series.basis === "metered";
  return (
    <>
      {series.timeline === "asIfToday" && isMetered && (
        <Remark kind="as-if">
          As if today's set-up had been in force for the whole range. The actual figures do not change by looking at
          this.
        </Remark>
      )}
      {isMetered && series.aheadOfClock > 0 && (
        <Remark kind="ahead-of-clock" value={series.aheadOfClock}>
          {formatQuantity(series.aheadOfClock, "metered row is", "metered rows are")} later than the simulated time and
          counted in no figure until the clock passes.
        </Remark>
      )}
      {isMetered && series.timeline === "actual" && series.beforeWorkbook > 0 && (
        <Remark kind="before-workbook" value={series.beforeWorkbook}>
          {formatQuantity(series.beforeWorkbook, "metered row is", "metered rows are")} earlier than this workbook's
          first act and not judged under the actual set-up. Choose "As if today's set-up" to see who would pay.
        </Remark>
      )}
      {series.otherBasisHasFigures && (
        <Remark kind="other-basis">
          {isMetered ? "The environment report" : "Metered usage"} has figures for this range too. They are another
          basis and are not part of these totals.
        </Remark>
      )}
    </>
  );
}

function Remark({ kind, value, children }: { kind: string; value?: number; children: ReactNode }) {
  return (
    <MessageBar
      intent="info"
      layout="multiline"
      data-kind={kind}
      data-value={value}
      data-testid={testId("usage-remark-<kind>", { kind })}
    >
      <MessageBarBody>{children}</MessageBarBody>
    </MessageBar>
  );
}
