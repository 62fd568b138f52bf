/** Power Apps: the other way to a billing plan, from the settings of an app. */
import { Link } from "@fluentui/react-components";
import { useState } from "react";
import { AssumptionNote } from "../../../components/AssumptionNote";
import { type Column, DataList } from "../../../components/list/DataList";
import { EmptyState } from "../../../components/list/EmptyState";
import { usePagedList } from "../../../components/list/usePagedList";
import { Page } from "../../../components/Page";
import type { EnvironmentRow } from "../../../generated/EnvironmentRow";
import { testId } from "../../../testIds";
import { AppSettingsPanel } from "./AppSettingsPanel";

export function PowerAppsPage() {
  const [shown, setShown] = useState<string>();
  const list = usePagedList("environment_list", { list: "environments", searchLabel: "Search environments" });
  const environment = list.rows?.find(({ id }) => id === shown);
  const columns: Column<EnvironmentRow>[] = [
    {
      key: "name",
      label: "App in",
      cell: ({ id, name }) => (
        <Link as="button" onClick={() => setShown(id)} data-testid={testId("app-settings-<id>", { id })}>
          {name}
        </Link>
      ),
    },
    { key: "type", label: "Type", cell: ({ kindLabel }) => kindLabel },
    { key: "region", label: "Region", cell: ({ region }) => region || "None" },
    { key: "plan", label: "Pay-as-you-go", unordered: true, cell: ({ planName }) => planName ?? "Not set up" },
  ];
  return (
    <Page
      title="Power Apps"
      subtitle="Whoever makes an app sets up pay-as-you-go from its settings: a billing plan for the environment that the app is in. It is the same plan as under Pay-as-you-go plans."
    >
      <DataList
        id="apps"
        label="Apps by environment"
        columns={columns}
        {...list}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("app-row-<id>", { id })}
        empty={<EmptyState title="There are no environments" text="An app needs an environment to be in." />}
      />
      <AssumptionNote id="power-apps" />
      {environment && <AppSettingsPanel environment={environment} onClose={() => setShown(undefined)} />}
    </Page>
  );
}
