/** The tab Environments: what each took from prepaid capacity and billed to pay-as-you-go, and its status. */
import { Button, Link, Text } from "@fluentui/react-components";
import { useAddress } from "../../app/useAddress";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { Amount } from "../../components/values";
import type { EnvironmentRow } from "../../generated/EnvironmentRow";
import { formatDay, formatInstant } from "../../locale/locale";
import { testId } from "../../testIds";
import { CapacityStatus } from "../platform/CapacityStatus";

export function EnvironmentsTab() {
  const { change } = useAddress();
  const list = usePagedList("environment_list", { list: "environments", searchLabel: "Search environments" });
  const columns: Column<EnvironmentRow>[] = [
    {
      key: "name",
      label: "Environment",
      width: "22%",
      cell: ({ id, name }) => (
        <Link
          as="button"
          onClick={() => change({ panel: "environment-use", id })}
          data-testid={testId("use-open-<id>", { id })}
        >
          {name}
        </Link>
      ),
    },
    {
      key: "allocated",
      label: "Allocated (credits a month)",
      numeric: true,
      cell: ({ allocated }) => <Amount value={allocated} />,
    },
    {
      key: "prepaid",
      label: "Prepaid consumed (credits)",
      numeric: true,
      cell: ({ used }) => used && <Amount value={used.prepaid} />,
    },
    {
      key: "charged",
      label: "Billed to pay-as-you-go (credits)",
      numeric: true,
      cell: ({ used }) => used && <Amount value={used.charged} />,
    },
    { key: "plan", label: "Billing plan", cell: ({ planName }) => planName ?? "None" },
    {
      key: "status",
      label: "Capacity status",
      width: "200px",
      minWidth: 200,
      cell: ({ id, standing }) =>
        standing && <CapacityStatus standing={standing} testId={testId("environment-status-<id>", { id })} />,
    },
  ];
  return (
    <>
      {list.answer && (
        <Text block style={{ marginTop: "12px", marginBottom: "12px" }}>
          From {formatDay(list.answer.from)} on, as of {formatInstant(list.answer.asOf)}.
        </Text>
      )}
      <DataList
        id="licensing-environments"
        label="Environments"
        columns={columns}
        {...list}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("environment-row-<id>", { id })}
        empty={
          <EmptyState
            title="There are no environments"
            text="Copilot Credits are allocated to environments, which are made under Environments."
            action={<Button onClick={() => change({ tab: "summary" })}>Summary</Button>}
          />
        }
      />
    </>
  );
}
