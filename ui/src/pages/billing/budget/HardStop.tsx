/** What would have happened, had the budget stopped use at 100 %. The real admin centers have no such thing. */

import {
  makeStyles,
  Subtitle2,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from "@fluentui/react-components";
import { ExportTable } from "../../../components/list/ExportTable";
import { DetailList } from "../../../components/panel/DetailList";
import { Tag } from "../../../components/Tag";
import { Amount, Count, Credits, Instant, Money } from "../../../components/values";
import type { HardStopView } from "../../../generated/HardStopView";
import { formatDay, formatQuantity } from "../../../locale/locale";
import { testId } from "../../../testIds";

const useStyles = makeStyles({
  block: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
  heading: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalS },
  number: { textAlign: "right", "& .fui-TableHeaderCell__button": { justifyContent: "flex-end" } },
});

export function HardStop({ stop }: { stop: HardStopView | null | undefined }) {
  const styles = useStyles();
  return (
    <section className={styles.block} aria-label="With a hard stop" data-testid={testId("hard-stop")}>
      <span className={styles.heading}>
        <Subtitle2 as="h3">What a hard stop at 100% would have done</Subtitle2>
        <Tag kind="onlyHere" />
      </span>
      {stop ? (
        <Comparison stop={stop} />
      ) : (
        <Text>No budget period of this policy was spent in full, so a hard stop would have changed nothing.</Text>
      )}
    </section>
  );
}

function Comparison({ stop }: { stop: HardStopView }) {
  const styles = useStyles();
  const passedOn = stop.passedOn.credits !== "0";
  return (
    <>
      <Text>
        In the last period that passed 100% of <Money value={stop.budget} />: {formatDay(stop.from)} until{" "}
        {formatDay(stop.until)}.
      </Text>
      <DetailList
        details={[
          { key: "stop-at", label: "Use would have stopped after", value: <Instant value={stop.stoppedAt} /> },
          { key: "stop-actual", label: "Spent", value: <Money value={stop.actual.usd} /> },
          { key: "stop-with", label: "Spent with a hard stop", value: <Money value={stop.withStop.usd} /> },
          { key: "stop-less", label: "Less by stopped use", value: <Money value={stop.stopped.usd} /> },
          {
            key: "stop-credits",
            label: "Use that would not have taken place",
            value: (
              <>
                <Credits value={stop.stopped.credits} /> in{" "}
                {formatQuantity(stop.stoppedUses, "metered use", "metered uses")}
              </>
            ),
          },
          { key: "stop-people", label: "People who would have been stopped", value: <Count value={stop.people} /> },
          ...(passedOn
            ? [
                {
                  key: "stop-passed-on",
                  label: "Another connected policy would have paid instead",
                  value: <Money value={stop.passedOn.usd} />,
                },
              ]
            : []),
        ]}
      />
      {stop.most.length > 0 && <Text>Those with the most Copilot Credits:</Text>}
      {stop.most.length > 0 && <ExportTable label="People who would have been stopped" />}
      {stop.most.length > 0 && (
        <Table size="small" aria-label="People who would have been stopped, those with most Copilot Credits">
          <TableHeader>
            <TableRow>
              <TableHeaderCell>Person</TableHeaderCell>
              <TableHeaderCell className={styles.number}>Uses stopped</TableHeaderCell>
              <TableHeaderCell className={styles.number}>Copilot Credits</TableHeaderCell>
            </TableRow>
          </TableHeader>
          <TableBody>
            {stop.most.map(({ id, displayName, uses, credits }) => (
              <TableRow key={id} data-testid={testId("hard-stop-person-<id>", { id })}>
                <TableCell>{displayName}</TableCell>
                <TableCell className={styles.number}>
                  <Count value={uses} />
                </TableCell>
                <TableCell className={styles.number}>
                  <Amount value={credits} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </>
  );
}
