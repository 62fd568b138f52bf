/** Power Platform › Environments: what each is, where it is, and how it stands with its capacity. */
import { Button, Link, Text } from "@fluentui/react-components";
import { AddRegular, GroupListRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { useAddress } from "../../app/useAddress";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { Page } from "../../components/Page";
import { Amount } from "../../components/values";
import type { EnvironmentRow } from "../../generated/EnvironmentRow";
import { formatDay, formatInstant } from "../../locale/locale";
import { testId } from "../../testIds";
import { CapacityStatus } from "./CapacityStatus";
import { CreateEnvironmentPanel } from "./CreateEnvironmentPanel";
import { EnvironmentGroupsPanel } from "./EnvironmentGroupsPanel";
import { EnvironmentPanel } from "./EnvironmentPanel";
import { stageText } from "./kinds";

export function EnvironmentsPage() {
  const { address, change } = useAddress();
  const [creating, setCreating] = useState(false);
  const list = usePagedList("environment_list", { list: "environments", searchLabel: "Search environments" });
  const columns: Column<EnvironmentRow>[] = [
    {
      key: "name",
      label: "Name",
      width: "18%",
      cell: ({ id, name }) => (
        <Link
          as="button"
          onClick={() => change({ panel: "environment", id })}
          data-testid={testId("environment-open-<id>", { id })}
        >
          {name}
        </Link>
      ),
    },
    { key: "type", label: "Type", cell: ({ kindLabel }) => kindLabel, minWidth: 110 },
    {
      key: "status",
      label: "Capacity status",
      width: "180px",
      minWidth: 180,
      cell: ({ id, standing }) =>
        standing && <CapacityStatus standing={standing} testId={testId("environment-status-<id>", { id })} />,
    },
    { key: "state", label: "State", cell: stageText, minWidth: 110 },
    { key: "region", label: "Region", cell: ({ region }) => region || "None", minWidth: 90 },
    { key: "managed", label: "Managed", cell: ({ managed }) => (managed ? "Yes" : "No"), minWidth: 90 },
    { key: "group", label: "Environment group", cell: ({ groupName }) => groupName ?? "None", width: "125px" },
    {
      key: "allocated",
      label: "Allocated (credits a month)",
      numeric: true,
      minWidth: 110,
      cell: ({ allocated }) => <Amount value={allocated} />,
    },
  ];
  const closed = { panel: undefined, id: undefined };
  const create = (
    <Button
      appearance="subtle"
      icon={<AddRegular />}
      onClick={() => setCreating(true)}
      data-testid={testId("environment-create")}
    >
      New environment
    </Button>
  );
  return (
    <Page
      title="Environments"
      subtitle="Power Platform environments: Copilot Credits are allocated to them, and billing plans are linked to them."
    >
      {list.answer && (
        <Text data-testid={testId("environments-period")} data-value={list.answer.asOf}>
          Capacity status from {formatDay(list.answer.from)} on, as of {formatInstant(list.answer.asOf)}.
        </Text>
      )}
      <DataList
        id="environments"
        label="Environments"
        columns={columns}
        {...list}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("environment-row-<id>", { id })}
        commands={
          list.rows &&
          (list.rows.length > 0 || list.noMatch) && (
            <>
              {create}
              <Button
                appearance="subtle"
                icon={<GroupListRegular />}
                onClick={() => change({ panel: "environment-groups" })}
                data-testid={testId("environment-groups-open")}
              >
                Environment groups
              </Button>
            </>
          )
        }
        empty={
          <EmptyState
            title="There are no environments"
            text="Copilot Credits are allocated to environments. Make the first one."
            action={create}
          />
        }
      />
      {address.panel === "environment" && address.id && (
        <EnvironmentPanel id={address.id} onClose={() => change(closed)} />
      )}
      {address.panel === "environment-groups" && <EnvironmentGroupsPanel onClose={() => change(closed)} />}
      {creating && <CreateEnvironmentPanel regions={list.answer?.regions ?? []} onClose={() => setCreating(false)} />}
    </Page>
  );
}
