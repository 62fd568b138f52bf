/** Environments of a region to tick. One that is linked to another plan is only taken after a question. */
import {
  Checkbox,
  makeStyles,
  Spinner,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
} from "@fluentui/react-components";
import { useId, useState } from "react";
import { useRead } from "../../../api/hooks";
import { ConfirmDialog } from "../../../components/ConfirmDialog";
import { ProblemBar } from "../../../components/ProblemBar";
import type { PlanCandidate } from "../../../generated/PlanCandidate";
import { testId } from "../../../testIds";

export interface ChosenEnvironments {
  environments: string[];
  moved: string[];
}

interface EnvironmentChoiceProps {
  /** The plan that is there already, or the region of a new one. */
  of: { plan: string } | { region: string };
  chosen: ChosenEnvironments;
  onChange(chosen: ChosenEnvironments): void;
}

const useStyles = makeStyles({
  scroll: { overflowX: "auto" },
  table: { minWidth: "460px" },
  cell: { overflowWrap: "anywhere", paddingTop: "4px", paddingBottom: "4px" },
});

export function EnvironmentChoice({ of, chosen, onChange }: EnvironmentChoiceProps) {
  const styles = useStyles();
  const found = useRead("plan_candidate_list", { ...of, limit: 500 });
  // Its own id for each: a field around them would give all of them one.
  const baseId = useId();
  const [asking, setAsking] = useState<PlanCandidate>();
  const { environments, moved } = chosen;

  function toggle(candidate: PlanCandidate) {
    const { id } = candidate;
    if (environments.includes(id)) {
      onChange({ environments: environments.filter((one) => one !== id), moved: moved.filter((one) => one !== id) });
    } else if (candidate.linkedTo) {
      setAsking(candidate);
    } else {
      onChange({ environments: [...environments, id], moved });
    }
  }

  return (
    <>
      <ProblemBar problem={found.error} onRetry={() => found.refetch()} />
      {found.isPending && <Spinner label="Loading" />}
      {found.data?.rows.length === 0 && (
        <Text data-testid={testId("plan-no-environments")}>There is no other environment in this region.</Text>
      )}
      {found.data && found.data.rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
        <section className={styles.scroll} aria-label="Environments, table" tabIndex={0}>
          <Table aria-label="Environments" className={styles.table}>
            <TableHeader>
              <TableRow>
                <TableHeaderCell>Environment</TableHeaderCell>
                <TableHeaderCell>Type</TableHeaderCell>
                <TableHeaderCell>Billing plan</TableHeaderCell>
              </TableRow>
            </TableHeader>
            <TableBody>
              {found.data.rows.map((candidate) => (
                <TableRow key={candidate.id}>
                  <TableCell className={styles.cell}>
                    {candidate.missing ? (
                      candidate.name
                    ) : (
                      <Checkbox
                        id={`${baseId}-${candidate.id}`}
                        label={candidate.name}
                        checked={environments.includes(candidate.id)}
                        onChange={() => toggle(candidate)}
                        data-testid={testId("plan-environment-<id>", { id: candidate.id })}
                      />
                    )}
                  </TableCell>
                  <TableCell className={styles.cell}>{candidate.kindLabel}</TableCell>
                  <TableCell className={styles.cell}>
                    {candidate.missing ? "Can't be linked" : (candidate.linkedTo ?? "None")}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </section>
      )}
      {asking && (
        <ConfirmDialog
          title={`Move "${asking.name}" to this billing plan?`}
          confirmLabel="Move environment"
          onConfirm={() => {
            onChange({ environments: [...environments, asking.id], moved: [...moved, asking.id] });
            setAsking(undefined);
          }}
          onCancel={() => setAsking(undefined)}
        >
          "{asking.name}" is linked to the billing plan "{asking.linkedTo}", and an environment has one plan. When you
          save, it is taken off that plan at once.
        </ConfirmDialog>
      )}
    </>
  );
}
