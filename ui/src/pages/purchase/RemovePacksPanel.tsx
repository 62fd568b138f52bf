/** Removes capacity packs, never below what is allocated to environments. */
import { Field, Input, Text } from "@fluentui/react-components";
import { useState } from "react";
import { useAct, useRead } from "../../api/hooks";
import { AssumptionNote } from "../../components/AssumptionNote";
import { fieldMessage } from "../../components/FieldMessage";
import { useNotices } from "../../components/Notices";
import { ProblemBar } from "../../components/ProblemBar";
import { formatCredits } from "../../locale/locale";
import { testId } from "../../testIds";
import { FormPanel } from "../azure/FormPanel";
import { useFieldErrors } from "../azure/useFieldErrors";
import { wholeNumber } from "./wholeNumber";

const FIELDS = ["packs"] as const;

export function RemovePacksPanel({ onClose }: { onClose(): void }) {
  const [packs, setPacks] = useState("");
  const capacity = useRead("capacity_get", {});
  const form = useFieldErrors(FIELDS);
  const remove = useAct("capacity_return");
  const { say } = useNotices();
  const wanted = wholeNumber(packs);
  const save = () =>
    form.run(wanted === undefined ? { packs: "Enter a whole number of packs." } : {}, async () => {
      const { effects } = await remove.mutateAsync({ packs: wanted ?? 0 });
      say(effects.join(" "));
      onClose();
    });
  return (
    <FormPanel
      id="remove-packs"
      title="Remove capacity packs"
      saveLabel="Remove packs"
      article="capacityPacks"
      dirty={packs !== ""}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      <ProblemBar problem={capacity.error} />
      {capacity.data && (
        <Text data-testid={testId("remove-packs-facts")}>
          The tenant owns {formatCredits(capacity.data.owned)} a month, of which{" "}
          {formatCredits(capacity.data.allocated)} are allocated to environments.
        </Text>
      )}
      <Field label="Packs to remove" required validationMessage={fieldMessage(form.errors.packs)}>
        <Input
          inputMode="numeric"
          value={packs}
          onChange={(_, { value }) => {
            setPacks(value);
            form.clear("packs");
          }}
          data-testid={testId("remove-packs-quantity")}
        />
      </Field>
      <AssumptionNote id="returned-packs" />
    </FormPanel>
  );
}
