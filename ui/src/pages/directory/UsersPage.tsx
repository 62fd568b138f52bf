/** Users › Active users. */
import { Button, Checkbox, Dropdown, Field, Option, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useAddress } from "../../app/useAddress";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { FILTER_WIDTH } from "../../components/list/filter";
import { usePagedList } from "../../components/list/usePagedList";
import { Page } from "../../components/Page";
import { SignInName } from "../../components/values";
import type { UserRow } from "../../generated/UserRow";
import { formatCountry, formatList } from "../../locale/locale";
import { testId } from "../../testIds";
import { ManageLicencesPanel } from "../licences/ManageLicencesPanel";

const COLUMNS: Column<UserRow>[] = [
  {
    key: "upn",
    label: "Username",
    width: "27%",
    cell: ({ userPrincipalName }) => <SignInName value={userPrincipalName} />,
  },
  { key: "department", label: "Department", width: "14%", cell: ({ department }) => department },
  {
    key: "location",
    label: "Usage location",
    width: "11%",
    cell: ({ usageLocation }) => (usageLocation ? formatCountry(usageLocation) : "Not set"),
  },
  {
    key: "licences",
    label: "Licenses",
    unordered: true,
    cell: ({ licences }) => formatList(licences),
  },
  { key: "roles", label: "Roles", unordered: true, cell: ({ roles }) => formatList(roles) },
];

const LICENCE_FILTERS = [
  { key: "all", label: "Everybody", licensed: undefined },
  { key: "with", label: "With Microsoft 365 Copilot", licensed: true },
  { key: "without", label: "Without Microsoft 365 Copilot", licensed: false },
];

export function UsersPage() {
  const { address, change } = useAddress();
  const list = usePagedList("user_list", {
    list: "users",
    searchLabel: "Search active users",
    filter: { copilotLicensed: address.licensed },
    filterParts: ["licensed"],
  });
  const [chosen, setChosen] = useState<string[]>([]);
  const [managing, setManaging] = useState(false);
  const columns: Column<UserRow>[] = [
    {
      key: "name",
      label: "Display name",
      width: "20%",
      cell: ({ id, displayName }) => (
        <Checkbox
          label={{ children: displayName, style: { color: tokens.colorNeutralForeground1 } }}
          checked={chosen.includes(id)}
          onChange={(_, { checked }) => setChosen(checked ? [...chosen, id] : chosen.filter((other) => other !== id))}
          data-testid={testId("user-choose-<id>", { id })}
        />
      ),
    },
    ...COLUMNS,
  ];
  const filter = LICENCE_FILTERS.find(({ licensed }) => licensed === address.licensed) ?? LICENCE_FILTERS[0];
  return (
    <Page title="Active users" subtitle="The people of the tenant, and which licenses they have now.">
      <DataList
        id="users"
        label="Active users"
        columns={columns}
        {...list}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("user-row-<id>", { id })}
        commands={
          <Button
            appearance="subtle"
            disabledFocusable={chosen.length === 0}
            onClick={() => setManaging(true)}
            data-testid={testId("user-manage-licenses")}
          >
            Manage product licenses{chosen.length > 0 && ` (${chosen.length})`}
          </Button>
        }
        filters={
          <Field label="License" orientation="horizontal">
            <Dropdown
              inlinePopup
              style={FILTER_WIDTH}
              value={filter?.label ?? ""}
              selectedOptions={[filter?.key ?? ""]}
              onOptionSelect={(_, { optionValue }) =>
                change({
                  licensed: LICENCE_FILTERS.find(({ key }) => key === optionValue)?.licensed,
                  pages: undefined,
                })
              }
              data-testid={testId("user-license-filter")}
            >
              {LICENCE_FILTERS.map(({ key, label }) => (
                <Option key={key} value={key} data-testid={testId("user-license-<choice>", { choice: key })}>
                  {label}
                </Option>
              ))}
            </Dropdown>
          </Field>
        }
        empty={<EmptyState title="There are no people" text="This workbook's directory is empty." />}
      />
      {managing && (
        <ManageLicencesPanel
          users={chosen}
          onClose={() => {
            setManaging(false);
            setChosen([]);
          }}
        />
      )}
    </Page>
  );
}
