/** How everybody in the tenant stands at the service, and for how many each policy pays. */

import {
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from "@fluentui/react-components";
import { ExportTable } from "../../components/list/ExportTable";
import { Count, Instant } from "../../components/values";
import type { CoverageListed } from "../../generated/CoverageListed";
import { testId } from "../../testIds";
import { Disconnecting } from "../billing/Disconnecting";

const useStyles = makeStyles({
  box: {
    display: "flex",
    flexWrap: "wrap",
    columnGap: tokens.spacingHorizontalXXL,
    rowGap: tokens.spacingVerticalM,
    alignItems: "flex-start",
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  figures: { margin: 0, display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXXL },
  figure: { margin: 0, fontSize: tokens.fontSizeBase500, fontWeight: tokens.fontWeightSemibold },
  label: { color: tokens.colorNeutralForeground2 },
  table: { maxWidth: "560px", flexGrow: 1, flexBasis: "min(440px, 100%)", minWidth: 0 },
  people: { textAlign: "right", width: "90px" },
  peopleHeader: { width: "90px", "& .fui-TableHeaderCell__button": { justifyContent: "flex-end" } },
  asOf: { color: tokens.colorNeutralForeground3, flexBasis: "100%" },
});

export function CoverageTotals({ answer }: { answer: CoverageListed }) {
  const styles = useStyles();
  const { totals, policies, serviceLabel, asOf } = answer;
  const figures = [
    { key: "people", label: "People", value: totals.people },
    { key: "covered", label: "Covered", value: totals.covered },
    { key: "twice", label: "of them covered twice", value: totals.twice },
    { key: "licensed", label: "Included in license", value: totals.licensed },
    { key: "nobody", label: "Covered by nobody", value: totals.nobody },
  ];
  return (
    <section className={styles.box} aria-label={`${serviceLabel}, totals`}>
      <dl className={styles.figures}>
        {figures.map(({ key, label, value }) => (
          <div key={key}>
            <dt className={styles.label}>{label}</dt>
            <dd className={styles.figure}>
              <Count value={value} testId={testId("coverage-total-<name>", { name: key })} />
            </dd>
          </div>
        ))}
      </dl>
      {policies.length > 0 && <ExportTable label="Who pays" />}
      {policies.length > 0 && (
        <Table size="small" className={styles.table} aria-label="Who pays, in the order in which billing policies do">
          <TableHeader>
            <TableRow>
              <TableHeaderCell>Billing policy</TableHeaderCell>
              <TableHeaderCell>Users</TableHeaderCell>
              <TableHeaderCell className={styles.peopleHeader}>Pays for</TableHeaderCell>
            </TableRow>
          </TableHeader>
          <TableBody>
            {policies.map(({ policy, policyName, usersLabel, paysFor, endsAt }) => (
              <TableRow key={policy}>
                <TableCell>
                  {policyName} {endsAt && <Disconnecting endsAt={endsAt} />}
                </TableCell>
                <TableCell>{usersLabel}</TableCell>
                <TableCell className={styles.people}>
                  <Count value={paysFor} testId={testId("coverage-pays-<id>", { id: policy })} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      <Text size={200} className={styles.asOf}>
        {policies.length === 0 && `No billing policy is connected to ${serviceLabel}. `}
        As of <Instant value={asOf} testId={testId("coverage-as-of")} />, simulated
      </Text>
    </section>
  );
}
