/** The pay-as-you-go services, which billing policies they are connected to, and the panel that changes that. */
import { Link, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useRead } from "../../api/hooks";
import { useAddress } from "../../app/useAddress";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { useListOrder } from "../../components/list/useListOrder";
import { PageLink } from "../../components/PageLink";
import type { ServiceConnection } from "../../generated/ServiceConnection";
import type { ServiceRow } from "../../generated/ServiceRow";
import { testId } from "../../testIds";
import { Coexistence } from "./Coexistence";
import { Disconnecting } from "./Disconnecting";
import { ServicePanel } from "./ServicePanel";

const useStyles = makeStyles({
  stack: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXXS },
});

export function ServicesTab() {
  const { address, change } = useAddress();
  const { order, sort } = useListOrder("services");
  const asked = sort ? { sort } : {};
  const services = useRead("service_list", asked, { keepPrevious: true });
  const shown = services.data?.rows.find(({ service }) => service === address.service);

  const columns: Column<ServiceRow>[] = [
    {
      key: "service",
      label: "Service",
      cell: ({ service, label }) => (
        <Link
          as="button"
          onClick={() => change({ panel: "service", service })}
          data-testid={testId("service-open-<service>", { service })}
        >
          {label}
        </Link>
      ),
    },
    {
      key: "policy",
      label: "Billing policy",
      cell: ({ connections }) => (
        <PerConnection connections={connections}>
          {(connection) => (
            <>
              {connection.policyName}
              {connection.policyDeleted && " (deleted)"}
            </>
          )}
        </PerConnection>
      ),
    },
    {
      key: "connected-to",
      label: "Connected to",
      cell: ({ connections }) => (
        <PerConnection connections={connections}>
          {({ usersLabel, endsAt }) => (
            <>
              {usersLabel} {endsAt && <Disconnecting endsAt={endsAt} />}
            </>
          )}
        </PerConnection>
      ),
    },
  ];

  return (
    <>
      <DataList
        id="services"
        commands={
          <PageLink to="/rehearsal/coverage" data-testid={testId("services-coverage")}>
            Who is covered?
          </PageLink>
        }
        label="Pay-as-you-go services"
        order={order}
        written={{ list: "services", request: asked }}
        columns={columns}
        rows={services.data?.rows}
        rowKey={({ service }) => service}
        rowTestId={({ service }) => testId("service-row-<service>", { service })}
        problem={services.error}
        onRetry={() => services.refetch()}
        empty={<EmptyState title="There are no services" text="This workbook knows no pay-as-you-go service." />}
      />
      <Coexistence />
      {address.panel === "service" && shown && (
        <ServicePanel service={shown} onClose={() => change({ panel: undefined, service: undefined })} />
      )}
    </>
  );
}

interface PerConnectionProps {
  connections: ServiceConnection[];
  children(connection: ServiceConnection): React.ReactNode;
}

function PerConnection({ connections, children }: PerConnectionProps) {
  const styles = useStyles();
  if (connections.length === 0) {
    return "None";
  }
  return (
    <span className={styles.stack}>
      {connections.map((connection) => (
        <Text key={connection.policy}>{children(connection)}</Text>
      ))}
    </span>
  );
}
