/** Environment groups, and their published rule about the tenant's pool. */
import { Button, Field, Input, makeStyles, Spinner, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useAct, useRead } from "../../api/hooks";
import { fieldMessage } from "../../components/FieldMessage";
import { LearnMore } from "../../components/help/LearnMore";
import { useNotices } from "../../components/Notices";
import { ProblemBar } from "../../components/ProblemBar";
import { SidePanel } from "../../components/panel/SidePanel";
import type { EnvironmentGroupRow } from "../../generated/EnvironmentGroupRow";
import { testId } from "../../testIds";
import { PlainTable } from "../azure/PlainTable";
import { useFieldErrors } from "../azure/useFieldErrors";
import { ChoiceField } from "./ChoiceField";

const useStyles = makeStyles({
  row: { display: "flex", flexWrap: "wrap", alignItems: "flex-end", gap: tokens.spacingHorizontalS },
});

const RULES = [
  { value: "none", label: "Not published" },
  { value: "on", label: "Published: on" },
  { value: "off", label: "Published: off" },
];

function ruleOf({ draw }: EnvironmentGroupRow): string {
  return draw == null ? "none" : draw ? "on" : "off";
}

export function EnvironmentGroupsPanel({ onClose }: { onClose(): void }) {
  const groups = useRead("environment_group_list", {});
  const publish = useAct("environment_group_publish");
  const { say } = useNotices();
  const change = ({ id, name, revision }: EnvironmentGroupRow, rule: string) =>
    publish.mutate(
      { group: id, revision, ...(rule !== "none" && { draw: rule === "on" }) },
      { onSuccess: () => say(`The rule of "${name}" was ${rule === "none" ? "taken back" : "published"}.`) },
    );
  return (
    <SidePanel id="environment-groups" title="Environment groups" wide onClose={onClose}>
      <Text>
        A group holds Managed Environments. Its rule Draw from tenant credit pool sets and locks "Draw from the
        available capacity in my tenant" for each of them while it is published; afterwards the last value stays.
      </Text>
      <NewGroup />
      <ProblemBar problem={groups.error ?? publish.error} />
      {groups.isPending && <Spinner label="Loading" />}
      {groups.data && groups.data.rows.length === 0 && <Text>There are no environment groups.</Text>}
      {groups.data && groups.data.rows.length > 0 && (
        <PlainTable
          label="Environment groups"
          columns={["Name", "Environments", "Cost controls"]}
          rows={groups.data.rows.map((group) => ({
            key: group.id,
            testId: testId("environment-group-row-<id>", { id: group.id }),
            cells: [
              group.name,
              group.environments.join(", ") || "None",
              <ChoiceField
                key="rule"
                name={`rule-${group.id}`}
                label={`Draw from tenant credit pool, ${group.name}`}
                value={ruleOf(group)}
                choices={RULES}
                onChange={(rule) => change(group, rule)}
              />,
            ],
          }))}
        />
      )}
      <LearnMore article="environmentGroups" place="panel" />
    </SidePanel>
  );
}

function NewGroup() {
  const styles = useStyles();
  const [name, setName] = useState("");
  const form = useFieldErrors(["name"] as const);
  const create = useAct("environment_group_create");
  const { say } = useNotices();
  const save = () =>
    form.run({ ...(name.trim() === "" && { name: "Enter a name." }) }, async () => {
      const { environmentGroup } = await create.mutateAsync({ name });
      say(`The environment group "${environmentGroup.name}" was made.`);
      setName("");
    });
  return (
    <>
      <div className={styles.row}>
        <Field label="New environment group" validationMessage={fieldMessage(form.errors.name)}>
          <Input
            value={name}
            onChange={(_, { value }) => {
              setName(value);
              form.clear("name");
            }}
            data-testid={testId("environment-group-name")}
          />
        </Field>
        <Button onClick={() => void save()} data-testid={testId("environment-group-create")}>
          Create group
        </Button>
      </div>
      <ProblemBar problem={form.problem} />
    </>
  );
}
