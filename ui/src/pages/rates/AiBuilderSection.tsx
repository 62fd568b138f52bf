/** What AI Builder's capabilities cost in AI Builder credits, and what the same work is in Copilot Credits. */
import { makeStyles, Subtitle1, Text, tokens } from "@fluentui/react-components";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { Amount, Money } from "../../components/values";
import type { AiBuilderRow } from "../../generated/AiBuilderRow";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS, minWidth: 0 },
});

const COLUMNS: Column<AiBuilderRow>[] = [
  { key: "label", label: "Capability", width: "20%", cell: ({ label }) => label },
  { key: "unit", label: "Counted by", cell: ({ unit }) => unit },
  {
    key: "own",
    label: "AI Builder credits",
    numeric: true,
    cell: ({ aiBuilderCredits }) => <Amount value={aiBuilderCredits} />,
  },
  {
    key: "ownUsd",
    label: "Their price (USD)",
    numeric: true,
    cell: ({ aiBuilderUsd }) => <Money value={aiBuilderUsd} />,
  },
  { key: "feature", label: "On the rate card in force", width: "22%", cell: ({ feature }) => feature },
  {
    key: "copilot",
    label: "Copilot Credits",
    numeric: true,
    cell: ({ copilotCredits }) => (copilotCredits ? <Amount value={copilotCredits} /> : "Not on the card"),
  },
  {
    key: "copilotUsd",
    label: "Pay-as-you-go (USD)",
    numeric: true,
    cell: ({ copilotUsd }) => (copilotUsd ? <Money value={copilotUsd} /> : ""),
  },
];

export function AiBuilderSection({ rows, onRetry }: { rows: AiBuilderRow[] | undefined; onRetry(): void }) {
  const styles = useStyles();
  return (
    <section className={styles.section} aria-labelledby="ai-builder-heading">
      <Subtitle1 as="h2" id="ai-builder-heading">
        AI Builder
      </Subtitle1>
      <Text>
        The same work in AI Builder credits and in Copilot Credits. Use is rated in Copilot Credits here, never in AI
        Builder credits. {rows?.[0] && `Source: ${rows[0].source}.`}
      </Text>
      <DataList
        id="ai-builder"
        label="AI Builder capabilities"
        columns={COLUMNS}
        rows={rows}
        problem={null}
        onRetry={onRetry}
        rowKey={({ key }) => key}
        rowTestId={({ key }) => testId("ai-builder-row-<key>", { key })}
        empty={<EmptyState title="There is nothing here" text="Nothing is known." />}
      />
    </section>
  );
}
