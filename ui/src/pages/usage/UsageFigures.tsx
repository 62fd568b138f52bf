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
import { useFarOffDays } from "../reports/useFarOffDays";

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
  remarks: { listStyleType: "none", margin: 0, padding: 0, display: "grid", rowGap: tokens.spacingVerticalXS },
  skeleton: { height: "420px" },
});

export function UsageFigures({ series }: { series: UsageSeriesView | undefined }) {
  const styles = useStyles();
  const isMetered = series?.basis === "metered" && series.timeline === "actual";
  const marks = useFarOffDays({
    from: isMetered ? series.from : undefined,
    until: isMetered ? series.until : undefined,
  });
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
        {series.refused > 0 && series.basis === "metered" && (
          <Figure label="Refused prompts">
            <Count value={series.refused} testId={testId("usage-refused")} />
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
        marks={marks}
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

interface Remark {
  kind: string;
  /** How many rows it is about. */
  rows?: number;
  text: string;
}

function remarksOn(series: UsageSeriesView): Remark[] {
  const { basis, timeline, aheadOfClock, beforeWorkbook, otherBasisHasFigures } = series;
  const isMetered = basis === "metered";
  const remarks: Remark[] = [];
  if (isMetered && timeline === "asIfToday") {
    remarks.push({
      kind: "as-if",
      text: "As if today's set-up had been in force for the whole range. The actual figures stay as they are.",
    });
  }
  if (isMetered && series.refused > 0) {
    const requests = formatQuantity(series.refused, "prompt was", "prompts were");
    remarks.push({
      kind: "refused",
      rows: series.refused,
      text: `${requests} refused, because nothing could pay for who asked. Nothing was used, so they have no Copilot Credits.`,
    });
  }
  if (isMetered && aheadOfClock > 0) {
    const rows = formatQuantity(aheadOfClock, "metered row is", "metered rows are");
    remarks.push({
      kind: "ahead-of-clock",
      rows: aheadOfClock,
      text: `${rows} later than the simulated time and count in no figure until the clock passes them.`,
    });
  }
  if (isMetered && timeline === "actual" && beforeWorkbook > 0) {
    const rows = formatQuantity(beforeWorkbook, "metered row is", "metered rows are");
    remarks.push({
      kind: "before-workbook",
      rows: beforeWorkbook,
      text: `${rows} earlier than this workbook's first act and not judged. As if today's set-up shows who would pay.`,
    });
  }
  if (otherBasisHasFigures) {
    remarks.push({
      kind: "other-basis",
      text: `${isMetered ? "The environment report" : "Metered usage"} has figures for this range too. They are another basis and no part of these totals.`,
    });
  }
  return remarks;
}

function Remarks({ series }: { series: UsageSeriesView }) {
  const styles = useStyles();
  const remarks = remarksOn(series);
  if (remarks.length === 0) {
    return null;
  }
  return (
    <MessageBar intent="info" layout="multiline" data-kind="remarks">
      <MessageBarBody>
        <ul className={styles.remarks}>
          {remarks.map(({ kind, rows, text }) => (
            <li key={kind} data-kind={kind} data-value={rows} data-testid={testId("usage-remark-<kind>", { kind })}>
              {text}
            </li>
          ))}
        </ul>
      </MessageBarBody>
    </MessageBar>
  );
}
