/** Links a Dynamics 365 environment to the Power Platform environment that pays for its agents. */
import { Text } from "@fluentui/react-components";
import { useState } from "react";
import { useAct, useRead } from "../../api/hooks";
import { useNotices } from "../../components/Notices";
import type { EnvironmentRow } from "../../generated/EnvironmentRow";
import { FormPanel } from "../azure/FormPanel";
import { useFieldErrors } from "../azure/useFieldErrors";
import { ChoiceField } from "./ChoiceField";

const FIELDS = ["to"] as const;
const NONE = "none";

export function LinkDynamicsPanel({ environment, onClose }: { environment: EnvironmentRow; onClose(): void }) {
  const before = environment.linkedTo ?? NONE;
  const [to, setTo] = useState(before);
  const environments = useRead("environment_list", { limit: 500 });
  const form = useFieldErrors(FIELDS);
  const link = useAct("environment_link");
  const { say } = useNotices();
  const others = (environments.data?.rows ?? []).filter(({ id }) => id !== environment.id);
  const save = () =>
    form.run({}, async () => {
      const request = { environment: environment.id, revision: environment.revision, ...(to !== NONE && { to }) };
      const { environment: linked } = await link.mutateAsync(request);
      say(
        linked.linkedToName
          ? `"${linked.name}" was linked to "${linked.linkedToName}".`
          : `The link of "${linked.name}" was taken away.`,
      );
      onClose();
    });
  return (
    <FormPanel
      id="link-environment"
      title={`Link "${environment.name}"`}
      saveLabel="Save"
      dirty={to !== before}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      <Text>
        Prepaid capacity and pay-as-you-go both require that a Dynamics 365 environment is linked to a Power Platform
        environment. Until then nothing pays for its agents; afterwards the capacity and the billing plan of the linked
        environment do.
      </Text>
      <ChoiceField
        name="to"
        label="Power Platform environment"
        value={to}
        choices={[{ value: NONE, label: "None" }, ...others.map(({ id, name }) => ({ value: id, label: name }))]}
        error={form.errors.to}
        onChange={(value) => {
          setTo(value);
          form.clear("to");
        }}
      />
    </FormPanel>
  );
}
