/** The billing policies of the tenant, and whether each is connected to the service. */
import {
  Field,
  makeStyles,
  Switch,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
} from "@fluentui/react-components";
import { type FieldError, fieldMessage } from "../../components/FieldMessage";
import type { PolicyView } from "../../generated/PolicyView";
import type { ServiceConnection } from "../../generated/ServiceConnection";
import type { ServiceRow } from "../../generated/ServiceRow";
import { testId } from "../../testIds";
import { Disconnecting } from "./Disconnecting";

/** A connection that was turned on or off and is not saved yet. */
export interface ConnectionChange {
  policy: string;
  name: string;
  connect: boolean;
}

interface ConnectionTableProps {
  service: ServiceRow;
  policies: PolicyView[];
  change: ConnectionChange | undefined;
  /** What stands against a change, by policy. */
  errors: Record<string, FieldError>;
  onToggle(change: ConnectionChange): void;
}

const useStyles = makeStyles({
  scroll: { overflowX: "auto" },
  table: { minWidth: "780px" },
  switch: { "& .fui-Switch__label": { whiteSpace: "nowrap" } },
  cell: { overflowWrap: "anywhere", paddingTop: "4px", paddingBottom: "4px" },
});

export function ConnectionTable({ service, policies, change, errors, onToggle }: ConnectionTableProps) {
  const styles = useStyles();
  const deleted = service.connections.filter(({ policyDeleted }) => policyDeleted);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className={styles.scroll} aria-label="Billing policies, table" tabIndex={0}>
      <Table className={styles.table} aria-label={`Billing policies of ${service.label}`}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell>Billing policy name</TableHeaderCell>
            <TableHeaderCell>Connection status</TableHeaderCell>
            <TableHeaderCell>Included in policy</TableHeaderCell>
            <TableHeaderCell>Azure subscription</TableHeaderCell>
            <TableHeaderCell>Resource group</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {policies.map((policy) => {
            const connection = service.connections.find((candidate) => candidate.policy === policy.id);
            return (
              <TableRow key={policy.id} data-testid={testId("connection-row-<id>", { id: policy.id })}>
                <TableCell className={styles.cell}>{policy.name}</TableCell>
                <TableCell className={styles.cell}>
                  <ConnectionSwitch
                    policy={policy}
                    connection={connection}
                    change={change}
                    error={errors[policy.id]}
                    onToggle={onToggle}
                  />
                </TableCell>
                <TableCell className={styles.cell}>{policy.usersLabel}</TableCell>
                <TableCell className={styles.cell}>{policy.subscriptionName}</TableCell>
                <TableCell className={styles.cell}>{policy.resourceGroup}</TableCell>
              </TableRow>
            );
          })}
          {deleted.map((connection) => (
            <TableRow key={connection.policy} data-testid={testId("connection-row-<id>", { id: connection.policy })}>
              <TableCell className={styles.cell}>{connection.policyName} (deleted)</TableCell>
              <TableCell className={styles.cell}>
                {connection.endsAt && <Disconnecting endsAt={connection.endsAt} />}
              </TableCell>
              <TableCell className={styles.cell}>{connection.usersLabel}</TableCell>
              <TableCell />
              <TableCell />
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}

interface ConnectionSwitchProps extends Pick<ConnectionTableProps, "change" | "onToggle"> {
  policy: PolicyView;
  connection: ServiceConnection | undefined;
  error: FieldError | undefined;
}

function ConnectionSwitch({ policy, connection, change, error, onToggle }: ConnectionSwitchProps) {
  const styles = useStyles();
  const connected = connection !== undefined && !connection.endsAt;
  const changed = change?.policy === policy.id;
  const shown = changed ? change.connect : connected;
  return (
    <>
      <Field validationMessage={fieldMessage(error)} data-testid={testId("connection-field-<id>", { id: policy.id })}>
        <Switch
          className={styles.switch}
          label={{ children: shown ? "Connected" : "Disconnected", "aria-hidden": true }}
          aria-label={`Connect ${policy.name}`}
          checked={shown}
          onChange={() => onToggle({ policy: policy.id, name: policy.name, connect: !shown })}
          data-changed={changed}
          data-testid={testId("connection-switch-<id>", { id: policy.id })}
        />
      </Field>
      {connection?.endsAt && !changed && <Disconnecting endsAt={connection.endsAt} />}
    </>
  );
}
